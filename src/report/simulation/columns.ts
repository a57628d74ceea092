/**
 * Rows as text with aligned columns, two blanks apart: the first column to the left, the others to the right, numbers
 * with their decimal points one below the other.
 */
export function columns(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = head.map((_, column) => aligned(rows.map((row) => row[column] ?? "")));
  const widths = head.map((title, column) => Math.max(...[title, ...cells[column]!].map(width)));
  const line = (row: readonly string[]): string =>
    row
      .map((text, column) => {
        const padding = " ".repeat(widths[column]! - width(text));
        return column === 0 ? text + padding : padding + text;
      })
      .join("  ")
      .trimEnd();
  return [head, ...rows.map((_, row) => cells.map((column) => column[row]!))].map(line).join("\n");
}

/** The same texts with blanks after the shorter decimals, where all of them are numbers. */
function aligned(texts: readonly string[]): readonly string[] {
  if (!texts.every((text) => /^(≈?-?\d+(\.\d+)?|–)$/.test(text))) return texts;
  const decimals = (text: string): number => (text.includes(".") ? text.length - text.indexOf(".") : 0);
  const most = Math.max(0, ...texts.map(decimals));
  return texts.map((text) => text + " ".repeat(most - decimals(text)));
}

/** Code points: names may hold any letter. */
function width(text: string): number {
  return [...text].length;
}
