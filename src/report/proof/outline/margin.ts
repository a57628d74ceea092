/** What a proved claim leaves over. */
import { type Certified, type CertifiedClaim, numberOf, tightest } from "../certified.ts";

export interface Margin {
  /** What was shown, and what it may be at most; in ticks. */
  readonly shown: bigint;
  readonly limit: bigint;
  /** What the two are. */
  readonly of: "response" | "latency" | "budget" | "demand";
}

export const leftOf = ({ shown, limit }: Margin): bigint => limit - shown;

/** The margin of a proved claim; null where the certificate compares nothing in ticks for it. */
export function marginOf({ model, derived }: Certified, claim: CertifiedClaim): Margin | null {
  if (claim.verdict !== "proved") return null;
  const bound = numberOf(claim.proof, "bound");
  const window = numberOf(claim.proof, "window");
  for (const vm of model.vms) {
    const task = vm.tasks.find(({ name }) => claim.id === `vm/${vm.name}/task/${name}`);
    if (task !== undefined && bound !== null) return { shown: bound, limit: task.deadline, of: "response" };
    const server = claim.id === `vm/${vm.name}/server` ? derived.server(vm) : null;
    if (server !== null && window !== null) return { shown: window, limit: server.deadline, of: "budget" };
  }
  const source = model.sources.find(({ name }) => claim.id === `interrupt/${name}`);
  if (source?.deadline != null && bound !== null)
    return { shown: bound, limit: source.deadline, of: "latency" };
  const least = tightest(claim);
  return least === null ? null : { shown: least.less, limit: least.more, of: "demand" };
}
