/** A guest kernel that tells the time by ticks: plain data in ticks of the simulator, which are much shorter. */
export interface KernelSpec {
  /** The VM by its name. */
  readonly vm: string;
  /** From tick to tick of the guest: 1/HZ. */
  readonly tick: number;
  /** The first tick. */
  readonly phase: number;
  readonly ticks: TickDelivery;
  /** What the guest does per tick, above everything else in the VM. */
  readonly tickCost?: number;
  /** Applications in the order of their priority, above what else the VM runs. */
  readonly sleepers?: readonly SleepLoopSpec[];
  /** Whether the guest keeps its core while it has nothing to do. */
  readonly idle: "spins" | "yields";
}

/** What becomes of the ticks of a time in which the guest does not run: they vanish, make one on its return, or all come then. */
export type TickDelivery = "lost" | "coalesced" | "caught-up";

/** An application that sleeps, works and sleeps again, and is asked how long each sleep took. */
export interface SleepLoopSpec {
  readonly name: string;
  /** How long it asks to sleep. */
  readonly sleep: number;
  /** Ticks beyond those that cover the sleep: 1 where the tick under way does not count (Linux before 2.6.16). */
  readonly extraTicks?: number;
  /** What the guest does between the tick that ends the sleep and the return of the call. */
  readonly wakeCost?: number;
  /** What the application does between two calls. */
  readonly work: number;
}
