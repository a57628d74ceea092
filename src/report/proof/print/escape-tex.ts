/** Text for pdflatex, whose fonts hold Latin letters: signs become formulas, what is left a code point. */

const SIGNS: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "<": "$<$",
  ">": "$>$",
  "|": "$|$",
  "≤": "$\\le$",
  "≥": "$\\ge$",
  "⌈": "$\\lceil$",
  "⌉": "$\\rceil$",
  "⌊": "$\\lfloor$",
  "⌋": "$\\rfloor$",
  Σ: "$\\Sigma$",
  Δ: "$\\Delta$",
  λ: "$\\lambda$",
  η: "$\\eta$",
  δ: "$\\delta$",
  σ: "$\\sigma$",
  "·": "$\\cdot$",
  "×": "$\\times$",
  "−": "$-$",
  "≈": "$\\approx$",
  "∞": "$\\infty$",
  "⁺": "$^{+}$",
  "→": "$\\to$",
  "…": "\\ldots{}",
  "–": "--",
  "—": "---",
  "“": "``",
  "”": "''",
  "’": "'",
  '"': "''",
  µ: "$\\mu$",
  μ: "$\\mu$",
  "\u00a0": "~",
};

export function escapeTex(text: string): string {
  return [...text]
    .map((sign) => {
      const known = SIGNS[sign];
      if (known !== undefined) return known;
      if (/[#$%&_{}]/.test(sign)) return `\\${sign}`;
      if (/[\u0020-\u007e\u00c0-\u00ff\n]/.test(sign)) return sign;
      return `\\texttt{U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}}`;
    })
    .join("");
}

/** A name that may be broken after any sign between its words. */
export const breakable = (text: string): string =>
  escapeTex(text)
    .replaceAll(/(\/|-|:|\\_|\.)(?=.)/g, "$1\\allowbreak{}")
    .replaceAll(/([0-9a-f]{16})(?=[0-9a-f])/g, "$1\\allowbreak{}");
