/** Chapters 10 to 12: what was tried beside the proof, how to check all of this again, and what it does not cover. */
import { type Certified, isShown } from "../certified.ts";
import { code, paragraph, type Section, strong } from "../model/document.ts";
import { VERDICT } from "./plain-words.ts";

export const crossCheckSection = (): Section => ({
  id: "cross-checks",
  title: "10 Cross-checks",
  blocks: [
    paragraph(
      "None was run for this report: a certificate holds no result of a simulation. ",
      code("hyperbound crosscheck SYSTEM"),
      " searches runs of the simulator, which shares no code with the analyses and the checker, for one that exceeds a bound. Such a search can refute a bound; it proves nothing.",
    ),
  ],
  sections: [],
});

export function recheckSection(certified: Certified): Section {
  const { id, modelHash, verdict, claims, tool } = certified;
  const shown = claims.filter(isShown).length;
  return {
    id: "recheck",
    title: "11 How to check this again",
    blocks: [
      paragraph(
        "This report was made from the certificate alone. Whoever has the certificate and the description can repeat it:",
      ),
      {
        kind: "verbatim",
        lines: [
          "hyperbound verify CERTIFICATE --system SYSTEM --explain",
          "hyperbound report CERTIFICATE -o REPORT",
        ],
      },
      {
        kind: "list",
        ordered: false,
        items: [
          [
            "The first has to say ",
            code(`ACCEPTED, ${verdict}; ${shown} of ${claims.length} claims shown`),
            " and with the hypotheses of chapter 3, if SYSTEM is the description that was meant.",
          ],
          ["The second has to give this report again, byte for byte, with the same version of hyperbound."],
          [strong("Certificate: "), code(id)],
          [strong("Model: "), code(modelHash)],
          [
            strong("Written by: "),
            code(tool),
            ", which need not be trusted: only the checker and the model are.",
          ],
        ],
      },
      paragraph(
        "What has to be trusted: that the model is the system (chapter 2), the hypotheses (chapter 3), the theorems (chapter 5), and one checker. A second checker, written in Python from the description of the format alone, reads the same certificates.",
      ),
    ],
    sections: [],
  };
}

export function limitsSection({ claims }: Certified): Section {
  const kinds = [
    ...new Set(claims.filter((claim) => !isShown(claim)).map(({ verdict }) => VERDICT[verdict])),
  ];
  return {
    id: "limits",
    title: "12 Limits",
    blocks: [
      {
        kind: "list",
        ordered: false,
        items: [
          "Execution times, periods and costs are taken from the description. hyperbound measures nothing, and a bound is as good as the execution times under it: caches, memory and buses shared between cores have to be in them.",
          "An interrupt latency is shown only for sources with a deadline: from the arrival to the end of the bottom half. Devices, wires and the masking of interrupts inside a guest beyond the sections of the model are not in it.",
          "Tasks share nothing but the processor and the resources of the model; no task suspends itself, and no message between VMs is followed.",
          "Clocks are taken to be exact and equal. Drift has to be in the periods, jitters and costs.",
          "Faults, attacks, start-up and changes of mode are not covered.",
          ...(kinds.length === 0
            ? []
            : [`Claims that are ${kinds.join(" or ")} say nothing that was checked.`]),
          "This is an argument for people who assess a system. It claims conformance with no standard, and hyperbound is not a qualified tool.",
        ],
      },
    ],
    sections: [],
  };
}
