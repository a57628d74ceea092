/**
 * A part of a description of which some places are wrong and already told: those are null. (A key that is left out is
 * undefined; null is legal nowhere in a description.) Whoever meets a null stays silent, so no mistake is told twice.
 */
export type Told<T> =
  | null
  | (T extends readonly (infer E)[]
      ? readonly Told<E>[]
      : T extends object
        ? { readonly [K in keyof T]: Told<T[K]> }
        : T);
