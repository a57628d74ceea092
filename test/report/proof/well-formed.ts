/** What is wrong with a text as XML, in words; null if it is well-formed. Knows what the reports hold: no comments, no CDATA. */
export function xmlComplaint(text: string): string | null {
  const open: string[] = [];
  const parts = text.replace(/^<!DOCTYPE html>\s*/, "").split(/(<[^>]*>)/);
  for (const [index, part] of parts.entries()) {
    const where = `${parts
      .slice(Math.max(0, index - 2), index + 2)
      .join("")
      .slice(0, 200)}`;
    if (!part.startsWith("<")) {
      const style = open.at(-1) === "style";
      if (!style && /&(?!(amp|lt|gt|quot|#\d+|#x[0-9a-fA-F]+);)|[<>]/.test(part))
        return `a bare sign: ${where}`;
      if (open.length === 0 && part.trim() !== "") return `text outside of all elements: ${where}`;
      continue;
    }
    const closing = /^<\/([\w-]+)>$/.exec(part)?.[1];
    if (closing !== undefined) {
      if (open.pop() !== closing) return `</${closing}> closes another element: ${where}`;
      continue;
    }
    const opening = /^<([\w-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>$/.exec(part);
    if (opening === null) return `no tag: ${where}`;
    const names = [...(opening[2] ?? "").matchAll(/([\w:-]+)=/g)].map(([, name]) => name);
    if (new Set(names).size !== names.length) return `an attribute twice: ${where}`;
    if (opening[3] === "") open.push(opening[1] as string);
  }
  return open.length === 0 ? null : `open at the end: ${open.join(" ")}`;
}
