/** Why a certificate is refused, and where. Whatever is not shown to hold is refused: there is no other way out. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly at: string;

  constructor(at: string, reason: string) {
    super(reason);
    this.at = at;
  }
}

/** The book of everything that was evaluated for one claim; every inequality of the checker passes through here. */
export class Ledger {
  readonly at: string;
  readonly #tell: (line: string) => void;

  constructor(at: string, tell: (line: string) => void) {
    this.at = at;
    this.#tell = tell;
  }

  /** Refuses unless `less` ≤ `more`. */
  atMost(less: bigint, more: bigint, what: string): void {
    if (less > more) throw new Refusal(this.at, `${what}: ${less} ≤ ${more} does not hold`);
    this.#tell(`${this.at}: ${what}: ${less} ≤ ${more}`);
  }

  /** Refuses unless the condition holds. */
  require(condition: boolean, fact: string): asserts condition {
    if (!condition) throw new Refusal(this.at, `it does not hold that ${fact}`);
  }

  /** Notes a fact that was found by other means than an inequality. */
  tell(fact: string): void {
    this.#tell(`${this.at}: ${fact}`);
  }

  /** Refuses in any case. */
  refuse(reason: string): never {
    throw new Refusal(this.at, reason);
  }
}
