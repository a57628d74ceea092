/** The part of the single-file build of mathjs that expression.ts and the report's formula.ts speak to; mathjs itself declares no types for it. */
declare module "mathjs/lib/browser/math.js" {
  /** How the report prints a tree: what `handler` leaves undefined is printed as mathjs does. */
  export interface PrintOptions {
    readonly parenthesis: "auto";
    readonly handler: (node: MathNode, options: PrintOptions) => string | undefined;
  }

  interface Tree {
    evaluate(): unknown;
    toString(options: PrintOptions): string;
    toTex(options: PrintOptions): string;
  }

  export type MathNode = Tree & Kind;

  type Kind =
    /** Under `number: "Fraction"` a constant is a fraction.js value: sign, numerator, denominator. */
    | {
        readonly type: "ConstantNode";
        readonly value: { readonly s: bigint; readonly n: bigint; readonly d: bigint };
      }
    | { readonly type: "SymbolNode"; readonly name: string }
    | { readonly type: "ParenthesisNode"; readonly content: MathNode }
    | {
        readonly type: "OperatorNode";
        readonly fn: string;
        /** A product that is written without a sign, as in `150 us`. */
        readonly implicit: boolean;
        readonly args: readonly MathNode[];
      }
    | {
        readonly type: "FunctionNode";
        readonly fn: { readonly name?: string };
        readonly args: readonly MathNode[];
      };

  const math: {
    create(config: { readonly number: "Fraction" }): { parse(text: string): MathNode };
  };
  export default math;
}
