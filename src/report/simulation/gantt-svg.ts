import { axisTicks } from "./axis.ts";
import { GANTT_STYLE, legend } from "./gantt-legend.ts";
import { type Row, rowsOf, TASK_ROW, type VmRows } from "./gantt-rows.ts";
import { type Cast, NONE } from "./run-data.ts";
import { type DrawnJob, isLate, type Owned, type Schedule, type Stretch } from "./schedule.ts";
import { escapeXml, fitted, hueOf, line, px, rect, svgDocument, text } from "./svg.ts";
import { TickScale } from "./tick-scale.ts";

const WIDTH = 1200;
const MARGIN = 20;
const PLOT_TOP = 92;
const AXIS = 28;

/** From ticks to the page. */
interface Frame {
  readonly cast: Cast;
  readonly schedule: Schedule;
  readonly scale: TickScale;
  readonly left: number;
  readonly right: number;
  readonly across: (ticks: number) => number;
}

/** What happened in an interval, as a picture: the VMM with its cores and interrupts above, then each VM with its tasks. */
export function ganttSvg(cast: Cast, schedule: Schedule): string {
  const scale = new TickScale(cast.tick, cast.timeUnit);
  const rows = rowsOf(cast, schedule, PLOT_TOP);
  const frame = frameOf(cast, schedule, scale);
  const { from, to } = schedule;
  const title = `${cast.system}, ${scale.readable(from)} to ${scale.readable(to)} ${scale.unit}`;
  return svgDocument(WIDTH, rows.bottom + AXIS + 12, title, GANTT_STYLE, [
    HATCH,
    text(MARGIN, 28, fitted(cast.system, 1150), 'class="title"'),
    text(
      MARGIN,
      47,
      `Simulated schedule from ${scale.readable(from)} to ${scale.readable(to)} ${scale.unit}`,
      'class="faint"',
    ),
    ...legend(MARGIN, 68, cast.sources.length > 0),
    ...grid(frame, rows.bottom),
    ...rows.cores.flatMap((row, core) => coreRow(row, core, frame)),
    ...rows.sources.flatMap((row, source) => sourceRow(row, source, frame)),
    ...rows.vms.flatMap((group, vm) => vmGroup(group, vm, frame)),
    ...rows.tasks.flatMap((row, task) => taskRow(row, task, frame)),
  ]);
}

function frameOf(cast: Cast, schedule: Schedule, scale: TickScale): Frame {
  const names = [...cast.vms, ...cast.tasks, ...cast.sources].map(({ name }) => [...name].length);
  const left = MARGIN + Math.min(220, Math.max(90, Math.max(0, ...names) * 6.8 + 26));
  const right = WIDTH - MARGIN;
  const { from, to } = schedule;
  const across = (ticks: number): number => left + ((ticks - from) / (to - from)) * (right - left);
  return { cast, schedule, scale, left, right, across };
}

/** Vertical lines at round times, labelled above and below. */
function grid({ schedule, scale, left, right }: Frame, bottom: number): string[] {
  const [from, to] = [scale.inUnit(schedule.from), scale.inUnit(schedule.to)];
  const span = to.minus(from);
  return [
    ...axisTicks(from, to, 12).flatMap(({ at, label }) => {
      const x = left + at.minus(from).dividedBy(span).approximate() * (right - left);
      return [
        line(x, PLOT_TOP, x, bottom, "grid"),
        text(x, PLOT_TOP - 5, label, 'class="faint small middle"'),
        text(x, bottom + 15, label, 'class="faint small middle"'),
      ];
    }),
    text(MARGIN, PLOT_TOP - 5, `time in ${scale.unit}`, 'class="faint small"'),
    text(MARGIN, bottom + 15, `time in ${scale.unit}`, 'class="faint small"'),
  ];
}

// The VMM.

function coreRow({ y, height }: Row, core: number, frame: Frame): string[] {
  const { cast, schedule, left, right, across } = frame;
  const here = (each: Owned): boolean => each.core === core;
  const label = cast.cores === 1 ? "VMM" : `VMM, core ${core}`;
  const bar = (each: Stretch, paint: string): string =>
    rect(across(each.from), y + 4, Math.max(across(each.to) - across(each.from), 0.6), height - 8, paint);
  return [
    text(MARGIN, y + height / 2 + 4, label, 'class="bold"'),
    line(left, y + height - 4, right, y + height - 4, "grid"),
    ...schedule.bands.filter(here).flatMap((band) => {
      const { name } = cast.vms[band.vm]!;
      const width = across(band.to) - across(band.from);
      return [
        bar(band, `fill="${hueOf(band.vm)}"`),
        ...(width > name.length * 6.8 + 6
          ? [text(across(band.from) + width / 2, y + height / 2 + 4, name, 'class="small middle inside"')]
          : []),
      ];
    }),
    ...schedule.work.filter(here).map((work) => bar(work, 'class="vmm"')),
    ...schedule.slots
      .filter(here)
      .map(({ vm, from, to }) =>
        rect(across(from), y + height - 4, across(to) - across(from), 3, `fill="${hueOf(vm)}"`),
      ),
  ];
}

function sourceRow({ y, height }: Row, source: number, frame: Frame): string[] {
  const { cast, schedule, left, right, across } = frame;
  const ground = y + height - 4;
  const own = ({ source: each }: { readonly source: number }): boolean => each === source;
  const hue = hueOf(cast.sources[source]!.vm);
  return [
    text(MARGIN + 14, ground - 3, fitted(cast.sources[source]!.name, left - MARGIN - 26)),
    line(left, ground, right, ground, "grid"),
    ...schedule.topHalves
      .filter(own)
      .map(({ from, to }) =>
        rect(across(from), ground - 13, Math.max(across(to) - across(from), 0.8), 13, 'class="vmm"'),
      ),
    ...schedule.served.filter(own).map(({ at }) => disc(across(at), ground, hue)),
    ...schedule.raised.filter(own).map(({ at }) => line(across(at), y + 1, across(at), ground, "raise")),
    ...schedule.dropped.filter(own).map(({ at }) => cross(across(at), y + 5)),
  ];
}

// VMs and their tasks.

/** The VM's slots as bands behind its rows, stronger beside its name. */
function vmGroup({ y, height, heading }: VmRows, vm: number, frame: Frame): string[] {
  const { cast, schedule, left, across } = frame;
  const hue = hueOf(vm);
  return [
    text(MARGIN, y + heading - 5, fitted(`VM ${cast.vms[vm]!.name}`, left - MARGIN - 8), 'class="bold"'),
    ...schedule.bands
      .filter((band) => band.vm === vm)
      .flatMap(({ from, to }) => {
        const width = Math.max(across(to) - across(from), 0.6);
        return [
          rect(across(from), y, width, height, `fill="${hue}" class="band"`),
          rect(across(from), y + heading - 8, width, 4, `fill="${hue}"`),
        ];
      }),
  ];
}

function taskRow({ y }: Row, task: number, frame: Frame): string[] {
  const { cast, schedule, left, right } = frame;
  const { name, vm } = cast.tasks[task]!;
  const ground = y + TASK_ROW.ground;
  return [
    text(MARGIN + 14, ground - 2, fitted(name, left - MARGIN - 26)),
    line(left, ground, right, ground, "grid"),
    ...schedule.jobs.filter((job) => job.task === task).map((job) => jobGroup(job, vm, ground, frame)),
  ];
}

function jobGroup(job: DrawnJob, vm: number, ground: number, frame: Frame): string {
  const { cast, schedule, across } = frame;
  const { from, to } = schedule;
  const { release, deadline, pieces, end } = job;
  const late = isLate(job, to);
  const hue = hueOf(vm === NONE ? cast.vms.length : vm);
  const middle = ground - 6.5;
  const inside = (time: number | null): time is number => time !== null && time >= from && time <= to;
  const block = (piece: Stretch, paint: string): string =>
    rect(across(piece.from), ground - 13, Math.max(across(piece.to) - across(piece.from), 0.6), 13, paint);
  const pending = { from: Math.max(release ?? from, from), to: Math.min(end ?? to, to) };
  const parts = [
    `<title>${escapeXml(story(job, late, frame))}</title>`,
    ...(pending.to > pending.from
      ? [
          `<line class="waiting" stroke="${hue}" x1="${px(across(pending.from))}" y1="${px(middle)}" x2="${px(across(pending.to))}" y2="${px(middle)}"/>`,
        ]
      : []),
    ...pieces.flatMap((piece) =>
      late && deadline !== null
        ? [
            ...(piece.from < deadline
              ? [block({ from: piece.from, to: Math.min(piece.to, deadline) }, `fill="${hue}"`)]
              : []),
            ...(piece.to > deadline
              ? [block({ from: Math.max(piece.from, deadline), to: piece.to }, 'class="bad"')]
              : []),
          ]
        : [block(piece, `fill="${hue}"`)],
    ),
    ...(inside(release) ? [triangle(across(release), ground, 5, "release")] : []),
    ...(inside(deadline) ? [triangle(across(deadline), ground - 14, -5, late ? "due bad" : "due")] : []),
    ...(late && inside(deadline) ? [cross(across(deadline), middle)] : []),
  ];
  return `<g class="job">${parts.join("")}</g>`;
}

/** What a viewer sees on pointing at a job. */
function story(job: DrawnJob, late: boolean, { cast, scale }: Frame): string {
  const time = (ticks: number): string => `${scale.readable(ticks)} ${scale.unit}`;
  return [
    `${cast.tasks[job.task]!.name}, job ${job.job}`,
    ...(job.release === null ? [] : [`released ${time(job.release)}`]),
    ...(job.deadline === null ? [] : [`deadline ${time(job.deadline)}`]),
    job.end === null ? "not ended here" : `ended ${time(job.end)}`,
    ...(late ? ["MISSED"] : []),
  ].join(", ");
}

/** With its tip at (x, y); a positive size points up, a negative one down. */
function triangle(x: number, y: number, size: number, kind: string): string {
  const half = Math.abs(size) * 0.6;
  return `<path class="${kind}" d="M${px(x)} ${px(y)}L${px(x - half)} ${px(y + size)}H${px(x + half)}Z"/>`;
}

function cross(x: number, y: number): string {
  return `<path class="bad-line" d="M${px(x - 3.5)} ${px(y - 3.5)}l7 7m0 -7l-7 7"/>`;
}

function disc(x: number, y: number, hue: string): string {
  return `<circle cx="${px(x)}" cy="${px(y)}" r="3" fill="${hue}"/>`;
}

const HATCH = `<defs><pattern id="vmm-hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="vmm-ground" width="4" height="4"/><rect class="vmm-stroke" width="1.6" height="4"/></pattern></defs>`;
