export {
  type Description,
  describe,
  renderJson,
  renderYaml,
} from "../../src/description/render-yaml.ts";
