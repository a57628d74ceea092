import { certificate, claim, judged, model, task, vm } from "./hand-made.ts";
import { proved } from "./hand-made-served.ts";

const edf = vm("g", [task("a", 1, 5), task("b", 1, 5)], { scheduling: "edf", supply: { kind: "dedicated" } });

const told = (...verdicts: readonly (readonly [string, string])[]): string =>
  certificate({ model: model([edf]), claims: verdicts.map(([id, verdict]) => claim(`vm/g/${id}`, verdict)) });

const shownBy = {
  theorem: "edf-demand",
  hypotheses: ["contract-honoured", "guest-work-conserving", "tasks-keep-their-word", "vmm-costs"],
};

const followers = [claim("vm/g/task/a", "uncertified"), claim("vm/g/task/b", "uncertified")];

judged("the tasks of an EDF guest", [
  ["are told of together", told(["tasks", "uncertified"]), "accepted uncertified"],
  [
    "may be told of each as well",
    told(["tasks", "uncertified"], ["task/a", "uncertified"], ["task/b", "uncertified"]),
    "accepted uncertified",
  ],
  [
    "are all told of then",
    told(["tasks", "uncertified"], ["task/b", "uncertified"]),
    "claims: leave out vm/g/task/a, which the model demands",
  ],
  [
    "are told of apart where nothing is known of any",
    told(["task/a", "no-bound"], ["task/b", "not-proved"]),
    "accepted no-bound",
  ],
  [
    "are told of apart where one is left open",
    told(["task/a", "no-bound"], ["task/b", "uncertified"]),
    "accepted no-bound",
  ],
  [
    "are not told of apart where they are not decided together",
    told(["tasks", "not-proved"], ["task/a", "no-bound"], ["task/b", "no-bound"]),
    "claims: hold vm/g/task/a, which the model does not demand, or hold it twice",
  ],
  [
    "follow from all together",
    certificate({
      model: model([edf]),
      claims: [
        claim("vm/g/tasks", "uncertified"),
        claim("vm/g/task/a", "proved", { ...shownBy, proof: { kind: "by-demand" }, rests: ["vm/g/tasks"] }),
        claim("vm/g/task/b", "uncertified"),
      ],
    }),
    "vm/g/task/a: it does not hold that the tasks together are proved",
  ],
  [
    "follow with a proof that says so",
    certificate({
      model: model([edf]),
      claims: [
        claim("vm/g/tasks", "uncertified"),
        claim("vm/g/task/a", "proved", { ...shownBy, proof: { kind: "edf-cover" } }),
        claim("vm/g/task/b", "uncertified"),
      ],
    }),
    "proof.kind: is none of by-demand",
  ],
  [
    "are not proved without a proof",
    certificate({ model: model([edf]), claims: [claim("vm/g/tasks", "proved", shownBy), ...followers] }),
    "proof: is not an object",
  ],
  [
    "are not proved by a list",
    certificate({
      model: model([edf]),
      claims: [claim("vm/g/tasks", "proved", { ...shownBy, proof: [] }), ...followers],
    }),
    "proof: is not an object",
  ],
  [
    "do not starve by a word",
    certificate({
      model: model([edf]),
      claims: [claim("vm/g/tasks", "refuted", { ...shownBy, proof: "starvation" })],
    }),
    "proof: is not an object",
  ],
  [
    "need no claim where there are none",
    certificate({ model: model([{ ...edf, tasks: [] }]), claims: [] }),
    proved,
  ],
]);
