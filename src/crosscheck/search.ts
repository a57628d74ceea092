import type { System } from "../model/system.ts";
import { Rational } from "../numeric/rational.ts";
import { drawBetween, streamOf } from "../simulator/engine/random.ts";
import { type Course, CRITICAL } from "./course.ts";
import type { Dial } from "./dials.ts";
import type { Limit } from "./limits.ts";
import { type Observed, observe } from "./observe.ts";
import { RELEASES_PER_RUN, type Stage, Stages } from "./stage.ts";

/** The longest response that some run has shown, and the run. */
export interface Longest {
  readonly seconds: Rational;
  readonly course: Course;
  readonly late: boolean;
}

/** What a part of the search has seen. */
export interface Searched {
  readonly runs: number;
  readonly jobs: number;
  /** By task and source. */
  readonly records: ReadonlyMap<string, Longest>;
}

/** How many runs are one part of a search: what a worker does before it asks for more. */
export const RUNS_PER_PART = 40;

/** One run in so many leaves everything to chance instead of climbing. */
const CHANCE = 4;

/** A climb that has not risen for so many runs starts again elsewhere. */
const PATIENCE = 12;

/**
 * Part number `part` of a search for the longest responses: each part climbs towards one of the limits, by turns, from a
 * start of its own. First arrivals, replenishments and interrupts are moved one or two at a time, and what brings the
 * observed response nearer to the limit is kept. Part 0 begins at the critical instant. A part is a function of system,
 * seed and number, whoever runs it and whenever.
 * @throws InputError for a system that cannot be simulated.
 */
export function searchPart(
  system: System,
  limits: readonly Limit[],
  seed: number,
  part: number,
  runs: number = RUNS_PER_PART,
  releases: number = RELEASES_PER_RUN,
): Searched {
  const search = new Search(new Stages(system, releases), seed, part);
  const target = limits[part % limits.length]?.id;
  if (target === undefined) return { runs: 0, jobs: 0, records: new Map() };
  for (let run = 0; run < runs; run++) search.run(target);
  return search.seen;
}

class Search {
  readonly #stages: Stages;
  readonly #seed: number;
  readonly #part: number;
  readonly #records = new Map<string, Longest>();
  #draws = 0;
  #runs = 0;
  #jobs = 0;
  #best: { readonly course: Course; readonly score: number } | null = null;
  #sinceRise = 0;

  constructor(stages: Stages, seed: number, part: number) {
    this.#stages = stages;
    this.#seed = seed;
    this.#part = part;
  }

  get seen(): Searched {
    return { runs: this.#runs, jobs: this.#jobs, records: this.#records };
  }

  run(target: string): void {
    const course = this.#next();
    const stage = this.#stages.of(course);
    const observed = observe(stage.machine(course), stage.horizon);
    this.#runs += 1;
    this.#jobs += observed.jobs;
    this.#note(observed, stage, course);
    if (course.play === "random") return;
    const score = observed.responses.get(target) ?? -1;
    const rises = this.#best === null || score > this.#best.score;
    this.#sinceRise = rises ? 0 : this.#sinceRise + 1;
    // A step on the level is taken, too: it leads along a plateau.
    if (this.#best === null || score >= this.#best.score) this.#best = { course, score };
    if (this.#sinceRise > PATIENCE) [this.#best, this.#sinceRise] = [null, 0];
  }

  #note({ responses, late }: Observed, { tick }: Stage, course: Course): void {
    for (const [id, ticks] of responses) {
      const seconds = Rational.of(BigInt(ticks)).times(tick);
      const known = this.#records.get(id);
      if (known === undefined || known.seconds.lessThan(seconds)) {
        this.#records.set(id, { seconds, course, late: late.has(id) });
      }
    }
  }

  #next(): Course {
    if (this.#part === 0 && this.#runs === 0) return CRITICAL;
    const kind = this.#draw(0, CHANCE - 1);
    if (kind === 0) {
      const supply = this.#draw(0, 1) === 0 ? "random" : "worst";
      const course: Course = { ...this.#fresh(), play: "random", supply, seed: this.#draw(1, 1e9) };
      return { ...course, delays: this.#scattered(course) };
    }
    if (this.#best === null) {
      const start = this.#fresh();
      return { ...start, delays: this.#draw(0, 1) === 0 ? {} : this.#scattered(start) };
    }
    return this.#neighbour(this.#best.course);
  }

  #fresh(): Course {
    return {
      ...CRITICAL,
      sections: this.#draw(0, 2) === 0 ? "never" : "always",
      aligned: this.#draw(0, 3) === 0,
    };
  }

  #scattered(course: Course): Course["delays"] {
    const { dials } = this.#stages.of(course);
    return Object.fromEntries(dials.map(({ name, span }) => [name, this.#draw(0, span - 1)]));
  }

  /** One or two beginnings moved: to a random place, by a tick, to where another one is, or home. */
  #neighbour(course: Course): Course {
    const stage = this.#stages.of(course);
    const { dials } = stage;
    if (dials.length === 0) return { ...course, aligned: !course.aligned };
    const delays = { ...course.delays };
    for (let moves = this.#draw(1, 2); moves > 0; moves--) {
      const dial = dials[this.#draw(0, dials.length - 1)] as Dial;
      delays[dial.name] = this.#moved(dial, delays, stage) % dial.span;
    }
    return { ...course, delays };
  }

  #moved({ name, span }: Dial, delays: Course["delays"], { dials, slots }: Stage): number {
    const now = delays[name] ?? 0;
    const other = dials[this.#draw(0, dials.length - 1)] as Dial;
    switch (this.#draw(0, 5)) {
      case 0:
        return this.#draw(0, span - 1);
      case 1:
        return now + 1;
      case 2:
        return now + span - 1;
      case 3:
        return delays[other.name] ?? 0;
      case 4:
        return slots === null
          ? now + Math.floor(span / 2)
          : (slots.instants[this.#draw(0, slots.instants.length - 1)] ?? 0);
      default:
        return 0;
    }
  }

  #draw(least: number, most: number): number {
    return drawBetween(this.#seed, streamOf(this.#part, 7), this.#draws++, least, most);
  }
}
