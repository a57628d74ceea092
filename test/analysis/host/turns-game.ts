import { Chance } from "../../support/step-time.ts";

/** A round robin, in whole milliseconds: VM 0 is always ready, the last VM has devices that take the rest of quanta for it. */
export interface TurnsGame {
  readonly quanta: readonly number[];
  readonly tick: number | null;
  readonly separations: readonly number[];
  readonly seed: number;
  /** When events come: as soon as they may in a turn of VM 0, or at random. */
  readonly manner: "greedy" | "random";
  /** When other VMs block: never, just before a tick, or at random; they are ready again at once, at the end of the queue. */
  readonly blocking: "never" | "before-ticks" | "random";
}

/** How much VM 0 has got by each millisecond. A tick of the VMM comes before what happens at the same time. */
export function playTurns(game: TurnsGame, length: number): number[] {
  const chance = new Chance(game.seed);
  const owner = game.quanta.length - 1;
  const queue = game.quanta.map((_, vm) => vm);
  const last = game.separations.map(() => -1_000_000);
  let left = game.quanta[0] as number;
  let seizer: number | null = null;
  const served = [0];

  const rotate = (): void => {
    queue.push(queue.shift() as number);
    left = game.quanta[queue[0] as number] as number;
    seizer = null;
  };

  for (let now = 0; now < length; now += 1) {
    if (game.tick !== null && now > 0 && now % game.tick === 0) {
      left -= game.tick;
      if (seizer !== null || left <= 0) rotate();
    } else if (game.tick === null && left <= 0) rotate();
    for (const [index, separation] of game.separations.entries()) {
      const wanted =
        game.manner === "greedy" ? queue[0] === 0 && seizer === null : chance.oneIn(1 + separation);
      if (!wanted || now - (last[index] as number) < separation) continue;
      last[index] = now;
      seizer = queue[0] === owner ? null : owner;
    }
    const running = seizer ?? (queue[0] as number);
    served.push((served[now] as number) + (running === 0 ? 1 : 0));
    if (game.tick === null) left -= 1;
    if (running !== 0 && blocks(now + 1)) block(running);
  }
  return served;

  function blocks(end: number): boolean {
    if (game.blocking === "random") return chance.oneIn(6);
    return game.blocking === "before-ticks" && game.tick !== null && (end + 1) % game.tick === 0;
  }

  /** Leaves the queue and joins its end; a seizer gives the core back to the turn that it cut. */
  function block(vm: number): void {
    if (seizer === vm) {
      seizer = null;
      if (chance.oneIn(2)) return;
    }
    const place = queue.indexOf(vm);
    queue.splice(place, 1);
    queue.push(vm);
    if (place === 0) left = game.quanta[queue[0] as number] as number;
  }
}
