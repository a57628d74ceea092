import fc from "fast-check";
import { Random } from "./random.ts";

/** What a value is drawn from, and the smaller ones to try where it fails; both always valid. */
export type Draw<Value> = (random: Random) => Value;
export type Smaller<Value> = (value: Value) => Iterable<Value>;

/**
 * A draw as fast-check knows it, so that properties draw what the campaign draws: its chance comes from the seed of the
 * property, and a failing value is made smaller for as long as a smaller one fails.
 */
export function drawn<Value>(draw: Draw<Value>, smaller: Smaller<Value> = () => []): fc.Arbitrary<Value> {
  return new Drawn(draw, smaller);
}

/** How many smaller values are tried for one that was drawn: `smaller` itself need not come to an end. */
const MOST_TRIALS = 2_000;

class Drawn<Value> extends fc.Arbitrary<Value> {
  readonly #draw: Draw<Value>;
  readonly #smaller: Smaller<Value>;

  constructor(draw: Draw<Value>, smaller: Smaller<Value>) {
    super();
    this.#draw = draw;
    this.#smaller = smaller;
  }

  override generate(chance: fc.Random): fc.Value<Value> {
    const word = (): number => chance.nextInt(-(2 ** 31), 2 ** 31 - 1);
    return new fc.Value(this.#draw(new Random(word(), word(), word())), { trials: 0 });
  }

  /** A value of unknown origin may not be one that is drawn here. */
  override canShrinkWithoutContext(_value: unknown): _value is Value {
    return false;
  }

  override shrink(value: Value, context: unknown): fc.Stream<fc.Value<Value>> {
    return fc.stream(this.#trials(value, context as { trials: number }));
  }

  *#trials(value: Value, tried: { trials: number }): Generator<fc.Value<Value>> {
    for (const smaller of this.#smaller(value)) {
      if (tried.trials === MOST_TRIALS) return;
      tried.trials += 1;
      yield new fc.Value(smaller, tried);
    }
  }
}
