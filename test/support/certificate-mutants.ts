import { canonical, type Json, sha256 } from "../../src/checker/canonical.ts";

/** A certificate with one thing changed; its hashes are right again, as a forger's would be. */
export interface Mutant {
  /** Where, and what was done there. */
  readonly what: string;
  /** Written out when it is asked for. */
  readonly text: string;
  /** Whether the model itself was changed, so that another system is spoken of. */
  readonly ofModel: boolean;
}

type Mutable = null | boolean | string | Mutable[] | { [key: string]: Mutable };
type Path = readonly (string | number)[];

/** Words that the format uses, by the key that they stand at. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  policy: ["none", "static", "table", "fixed-priority", "edf", "round-robin", "sedf", "best-effort"],
  scheduling: ["rate-monotonic", "deadline-monotonic", "fixed-priority", "edf", "best-effort"],
  server: ["periodic-idling", "polling", "deferrable", "sporadic", "hard-cbs", "xen-rtds", "sched-deadline"],
  delivery: ["when-scheduled", "immediate", "rest-of-quantum", "monitored"],
  device: ["dedicated", "active", "running", "dynamic"],
  verdict: ["proved", "refuted", "not-proved", "no-bound", "uncertified"],
  world: ["worst", "best"],
  excess: ["drop", "hold"],
  kind: [
    "fp-windows",
    "fp-starts",
    "fp-phases",
    "edf-cover",
    "by-demand",
    "scenario",
    "starvation",
    "coalesced",
    "polled",
    "none",
    "linear",
    "busy-period",
    "periodic",
    "edp",
    "dedicated",
  ],
};

/** Every mutant of a certificate by one change of one value, list or object. */
export function* mutantsOf(certificate: string): Generator<Mutant> {
  const whole = JSON.parse(certificate) as Mutable;
  const strings = stringsByKey(whole);
  for (const [path, value] of walk(whole, [])) {
    for (const [how, change] of changes(path, value, strings)) {
      yield {
        what: `${path.join(".")}: ${how}`,
        get text(): string {
          return rewritten(whole, path, change());
        },
        ofModel: path[0] === "model",
      };
    }
  }
}

/** Mutants of the bare text: cut short, keys twice, spaces, a number without quotes. */
export function textMutants(certificate: string, at: number): Mutant[] {
  const place = at % certificate.length;
  const key = certificate.indexOf('"', place);
  const texts = {
    "cut short": certificate.slice(0, place),
    "a space more": `${certificate.slice(0, place)} ${certificate.slice(place)}`,
    "a key twice": certificate.replace('{"claims":', '{"claims":[],"claims":'),
    "a digit more": certificate.replace(/"([0-9]+)"/, '"0$1"'),
    "a bare number": certificate.replace(/"([0-9]+)"/, "$1"),
    "a letter less": `${certificate.slice(0, key)}${certificate.slice(key + 1)}`,
  };
  return Object.entries(texts)
    .filter(([, text]) => text !== certificate && `${text}\n` !== certificate)
    .map(([what, text]) => ({ what, text, ofModel: false }));
}

function* walk(value: Mutable, path: Path): Generator<[Path, Mutable]> {
  if (path.length > 0) yield [path, value];
  if (value === null || typeof value !== "object") return;
  for (const [key, each] of Object.entries(value))
    yield* walk(each, [...path, Array.isArray(value) ? Number(key) : key]);
}

function* changes(
  path: Path,
  value: Mutable,
  strings: ReadonlyMap<string, readonly string[]>,
): Generator<[string, () => Mutable]> {
  const key = String(path.findLast((step) => typeof step === "string"));
  if (typeof value === "boolean") yield ["flipped", () => !value];
  if (value === null) {
    yield ["1 for null", () => "1"];
    yield ["0 for null", () => "0"];
  }
  if (typeof value === "string") {
    if (/^-?[0-9]+$/.test(value)) {
      yield ["+1", () => String(BigInt(value) + 1n)];
      yield ["-1", () => String(BigInt(value) - 1n)];
      if (value !== "0") yield ["doubled", () => String(BigInt(value) * 2n)];
      yield ["null", () => null];
    }
    const others = [...(WORDS[key] ?? []), ...(strings.get(key) ?? [])];
    for (const other of new Set(others))
      if (other !== value && !/^-?[0-9]+$/.test(value)) yield [`${other} instead`, () => other];
    yield ["a letter more", () => `${value}x`];
  }
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) {
      yield [`without ${index}`, () => value.filter((_, other) => other !== index)];
      yield [`${index} twice`, () => [...value.slice(0, index), each, ...value.slice(index)]];
      const next = value[index + 1];
      if (next !== undefined)
        yield [
          `${index} after the next`,
          () => [...value.slice(0, index), next, each, ...value.slice(index + 2)],
        ];
    }
  } else if (value !== null && typeof value === "object") {
    yield ["a key more", () => ({ ...value, extra: "1" })];
    for (const name of Object.keys(value)) {
      yield [
        `without ${name}`,
        () => {
          const { [name]: _, ...rest } = value;
          return rest;
        },
      ];
    }
  }
}

/** The strings that stand at each key anywhere in the certificate, some of each: references to swap. */
function stringsByKey(whole: Mutable): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [path, value] of walk(whole, [])) {
    if (typeof value !== "string") continue;
    const key = String(path.findLast((step) => typeof step === "string"));
    const known = found.get(key) ?? [];
    if (known.length < 4 && !known.includes(value)) found.set(key, [...known, value]);
  }
  return found;
}

function rewritten(whole: Mutable, path: Path, value: Mutable): string {
  const changed = replaced(whole, path, value) as { [key: string]: Mutable };
  if (path[0] === "model" || path[0] === "tick")
    changed["modelHash"] = sha256({ model: changed["model"], tick: changed["tick"] });
  const { id, ...body } = changed;
  return `${canonical({ ...body, id: path[0] === "id" ? (id as Json) : sha256(body) })}\n`;
}

function replaced(whole: Mutable, [step, ...rest]: Path, value: Mutable): Mutable {
  if (step === undefined) return value;
  if (Array.isArray(whole))
    return whole.map((each, index) => (index === step ? replaced(each, rest, value) : each));
  const object = whole as { [key: string]: Mutable };
  return { ...object, [step]: replaced(object[step] as Mutable, rest, value) };
}
