"""A second checker of hyperbound certificates, for differential tests of the first.

Written from docs/reference/certificate-format.md; standard library only. Reads one certificate per line from standard
input and prints one line for each: "accepted VERDICT" or "refused REASON".
"""

import hashlib
import json
import re
import sys
from fractions import Fraction

STEPS = 2_000_000
VERDICTS = ["proved", "uncertified", "not-proved", "no-bound", "refuted"]
KEEPING = ("deferrable", "xen-rtds", "hard-cbs", "sched-deadline")
TESTED = ("hard-cbs", "sched-deadline")


class Refused(Exception):
    pass


def need(condition, reason):
    if not condition:
        raise Refused(reason)


# --- reading -------------------------------------------------------------------------------------------------------


def canonical(value, depth=0):
    need(depth <= 16, "nested too deep")
    if isinstance(value, dict):
        inner = ",".join(canonical(k) + ":" + canonical(value[k], depth + 1) for k in sorted(value, key=units))
        return "{" + inner + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(each, depth + 1) for each in value) + "]"
    need(value is None or isinstance(value, (bool, str)), "a bare number")
    text = json.dumps(value, ensure_ascii=False)
    return re.sub("[\ud800-\udfff]", lambda lone: "\\u%04x" % ord(lone.group()), text)


def units(text):
    return text.encode("utf-16-be", "surrogatepass")


def digest(value):
    return "sha256:" + hashlib.sha256(canonical(value).encode("utf-8")).hexdigest()


def fields(value, keys):
    need(isinstance(value, dict) and set(value) == set(keys.split()), "keys other than " + keys)
    return [value[key] for key in keys.split()]


def text(value):
    need(isinstance(value, str), "no text")
    return value


def number(value, least=0):
    need(isinstance(value, str) and len(value) <= 1000, "no number")
    need(re.fullmatch(r"0|-?[1-9][0-9]*", value) is not None, "no number")
    found = int(value)
    need(least is None or found >= least, "number too small")
    return found


def maybe(value, least=0):
    return None if value is None else number(value, least)


def numbers(value, least=0):
    need(isinstance(value, list), "no list")
    return [number(each, least) for each in value]


def items(value):
    need(isinstance(value, list), "no list")
    return value


def word(value, words):
    need(isinstance(value, str) and value in words.split(), "unknown word")
    return value


# --- arrivals ------------------------------------------------------------------------------------------------------


class Arrivals:
    """Limits (P, J), all of which hold; `apart` and `bucket` tell how they were written, which counts when they are delayed."""

    def __init__(self, period, jitter=0, apart=0, bucket=0, joint=None):
        self.apart, self.bucket, self.joint = apart, bucket, joint
        if joint is not None:
            self.limits = joint
        elif bucket:
            self.limits = [(period, (bucket - 1) * period)]
        else:
            self.limits = [(period, jitter)] + ([(apart, 0)] if apart else [])
        self.period, self.jitter = max(self.limits, key=lambda limit: (limit[0], -limit[1]))
        self.written = period, jitter

    @staticmethod
    def read(value):
        if isinstance(value, dict) and "refill" in value:
            capacity, refill = fields(value, "capacity refill")
            return Arrivals(number(refill, 1), bucket=number(capacity, 1))
        period, jitter, apart = fields(value, "period jitter minDistance")
        found = Arrivals(number(period, 1), number(jitter), number(apart))
        need(found.apart <= found.written[0], "distance above period")
        return found

    @staticmethod
    def keeping(limits):
        strict = []
        for P, J in sorted(set(limits), key=lambda limit: (-limit[0], limit[1])):
            if not strict or J < strict[-1][1]:
                strict.append((P, J))
        strict.reverse()
        if len(strict) == 1:
            (P, J), = strict
            return Arrivals(P, J, 0 if J else P)
        if len(strict) == 2 and strict[0][1] == 0:
            return Arrivals(*strict[1], strict[0][0])
        return Arrivals(0, joint=strict)

    def eta(self, t):
        return 0 if t <= 0 else min(-(-(t + J) // P) for P, J in self.limits)

    def closed(self, t):
        return min((t + J) // P for P, J in self.limits) + 1

    def delta(self, n):
        return max([0] + [(n - 1) * P - J for P, J in self.limits])

    def burst(self):
        return Fraction(self.period + self.jitter, self.period)

    def cyclic(self):
        return all(J >= self.jitter for _, J in self.limits)

    def late(self, by):
        if by == 0:
            return self
        if self.joint is not None:
            return Arrivals.keeping([(P, J + by) for P, J in self.limits])
        if self.bucket:
            return Arrivals(self.written[0], bucket=self.bucket - (-by // self.written[0]))
        return Arrivals(self.written[0], self.written[1] + by, max(0, self.apart - by))


def longest_hold(limits, shaper):
    """The greatest δ_shaper(n) − δ(n), or None. Between two crossings of lines of δ nothing but the ends can be greatest."""
    lines = [(0, 0)] + limits
    if max(P for P, _ in shaper) > max(P for P, _ in lines):
        return None
    steps = {0}
    for P, J in lines:
        for Q, K in lines:
            if P < Q and K >= J:
                steps |= {(K - J) // (Q - P), -(-(K - J) // (Q - P))}
    return max(max([0] + [k * P - J for P, J in shaper]) - max(k * P - J for P, J in lines) for k in steps)


class Told:
    """What reaches the VMM of a source's events: `raised` interrupts, `events` one by one, `wait` (or None), `exact`, `single`."""

    def __init__(self, arrivals, shaper, monitored, notice):
        self.events, self.wait, self.exact, self.single = arrivals, 0, True, True
        self.always = shaper is not None and longest_hold(arrivals.limits, shaper[1]) == 0
        if shaper is not None and not monitored and not self.always:
            if shaper[0] == "drop":
                self.events = Arrivals.keeping(arrivals.limits + shaper[1])
            else:
                self.wait, self.exact = longest_hold(arrivals.limits, shaper[1]), False
                late = [] if self.wait is None else arrivals.late(self.wait).limits
                self.events = Arrivals.keeping(shaper[1] + late)
        self.raised = self.events
        delay = 0
        if notice is not None and notice != ("coalesced", notice[1], 1):
            kind, delay, count = notice
            passed = self.events
            self.exact, self.single, self.events = False, False, passed.late(delay)
            if self.wait is not None:
                self.wait += delay
            if kind == "polled":
                self.raised = Arrivals.keeping([(delay, 0)])
            else:
                limits = list(Arrivals.keeping(passed.limits).late(delay).limits)
                if count is None:
                    limits.append((delay, 0))
                else:
                    for P, J in passed.limits:
                        pace = (1 - Fraction(1, count)) / delay + Fraction(1, count * P)
                        longest, jitter = 1 / pace, (delay + J) / (count * P * pace)
                        if longest >= 1:
                            limits.append((longest.__floor__(), jitter.__ceil__()))
                self.raised = Arrivals.keeping(limits)
        self.admitted = self.seizing = None
        if shaper is not None and monitored:
            self.admitted = Arrivals.keeping(arrivals.limits + shaper[1]).late(delay)
        self.seizing = self.events if self.single else Arrivals.keeping(self.raised.limits + self.events.limits)


class Load:
    def __init__(self, name, arrivals, cost):
        self.name, self.arrivals, self.cost = name, arrivals, cost

    def rate(self):
        return Fraction(self.cost, self.arrivals.period)


# --- supplies ------------------------------------------------------------------------------------------------------


class Service:
    """The service of a table as a function of time since the start of a frame."""

    def __init__(self, frame, windows):
        self.frame, self.windows = frame, windows
        self.whole = sum(end - start for start, end in windows)
        stops = dict.fromkeys(end % frame for _, end in windows)
        begins = dict.fromkeys(start % frame for start, _ in windows)
        # In the order of the windows, as the phases of a proof are.
        self.ends = [at for at in stops if at not in begins] or [0]
        self.starts = [at for at in begins if at not in stops] or [0]

    def until(self, t):
        frames, phase = divmod(t, self.frame)
        return frames * self.whole + sum(max(0, min(phase, end) - start) for start, end in self.windows)

    def between(self, a, b):
        return self.until(b) - self.until(a)

    def turns(self, phase):
        return [((edge - phase) % self.frame, self.frame) for edge in self.ends + self.starts]


class Supply:
    """Least and greatest supply of any window, with rate, delay, cycle and the points where the least turns."""

    def __init__(self, kind, **parts):
        self.kind = kind
        self.__dict__.update(parts)
        if kind == "dedicated":
            self.rate, self.delay, self.cycle, self.turns = Fraction(1), 0, 1, []
        elif kind == "interrupted":
            # `of` on a clock that `stops` hold up
            share = 1 - sum((load.rate() for load in self.stops), Fraction(0))
            self.rate, self.cycle, self.turns, self.delay = max(Fraction(0), self.of.rate * share), None, [], 0
            if self.rate > 0:
                bursts = sum((load.arrivals.burst() * load.cost for load in self.stops), Fraction(0))
                self.delay = ((bursts + self.of.delay) / share).__ceil__()
        elif kind == "bounded-delay":
            self.rate, self.cycle, self.turns = Fraction(self.p, self.q), self.q, [(self.delay, 0)]
        elif kind == "table":
            service = self.service = Service(self.frame, self.windows)
            self.rate, self.cycle = Fraction(service.whole, self.frame), self.frame
            lags = [0]
            for end in service.ends if service.whole else []:
                for start in service.starts:
                    length = (start - end) % self.frame
                    served = service.between(end, end + length)
                    lags.append(-(-(length * service.whole - served * self.frame) // service.whole))
            self.delay = max(lags)
            self.turns = [turn for end in service.ends for turn in service.turns(end)]
        else:
            waiting = self.P if getattr(self, "server", "") == "polling" else self.P - self.Q
            self.blackout = waiting + self.D - self.Q
            self.rate, self.cycle = Fraction(self.Q, self.P), self.P
            self.delay = self.blackout if self.Q else 0
            self.turns = [(self.blackout, self.P), (self.blackout + self.Q, self.P)]

    def head(self, x):
        return 0 if x < 0 else x // self.P * self.Q + min(x % self.P, self.Q)

    def clock(self, t):
        """sup of s − Σ η(s)·cost over s ≤ t: from t back over the events before it, until no earlier s can be as great."""
        best, s, looks = 0, t, 0
        while s > best and looks <= 20_000:
            best = max(best, s - sum(load.arrivals.eta(s) * load.cost for load in self.stops))
            s, looks = max(load.arrivals.delta(load.arrivals.eta(s)) for load in self.stops), looks + 1
        return best

    def after(self, t):
        """The first turn of `least` beyond t, or None."""
        if self.kind != "interrupted":
            return next_turn(self.turns, t)
        following = [load.arrivals.delta(load.arrivals.closed(t) + 1) for load in self.stops]
        shown = self.clock(t)
        behind = shown - t + sum(load.arrivals.closed(t) * load.cost for load in self.stops)
        if behind > 0:
            return min(following + [t + behind])
        turn = self.of.after(shown)
        return min(following + ([] if turn is None else [t + turn - shown]))

    def least(self, t):
        if self.kind == "dedicated":
            return t
        if self.kind == "interrupted":
            return self.of.least(self.clock(t)) if self.rate > 0 else 0
        if self.kind == "bounded-delay":
            return self.p * (t - self.delay) // self.q if t > self.delay else 0
        if self.kind == "table":
            return min(self.service.between(end, end + t) for end in self.service.ends)
        return self.head(t - self.blackout)

    def most(self, t):
        if self.kind in ("dedicated", "bounded-delay"):
            return t
        if self.kind == "table":
            return max(self.service.between(start, start + t) for start in self.service.starts)
        due = self.P if self.kind == "server" else self.D
        return min(t, self.Q) + self.head(t - self.Q - (self.P - due))


def next_turn(turns, t):
    following = []
    for first, step in turns:
        if first > t:
            following.append(first)
        elif step:
            following.append(first + ((t - first) // step + 1) * step)
    return min(following, default=None)


DEDICATED = Supply("dedicated")


def read_supply(value):
    need(isinstance(value, dict), "no supply")
    kind = word(value.get("kind"), "dedicated bounded-delay table periodic edp server")
    if kind == "dedicated":
        fields(value, "kind")
        return Supply(kind)
    if kind == "bounded-delay":
        _, p, q, delay = fields(value, "kind numerator denominator delay")
        p, q = number(p), number(q, 1)
        need(p <= q, "rate above 1")
        return Supply(kind, p=p, q=q, delay=number(delay))
    if kind == "table":
        _, frame, windows = fields(value, "kind frame windows")
        frame, found, last = number(frame, 1), [], 0
        for window in items(windows):
            pair = numbers(window)
            need(len(pair) == 2 and last <= pair[0] < pair[1] <= frame, "windows out of order")
            found.append(tuple(pair))
            last = pair[1]
        return Supply(kind, frame=frame, windows=found)
    keys = "kind period budget deadline" + (" server" if kind == "server" else "")
    _, P, Q, D = fields(value, keys)[:4]
    P, Q, D = number(P, 1), number(Q), number(D, 1)
    need(Q <= D <= P and (kind != "periodic" or D == P), "budget, deadline, period")
    if kind == "server":
        return Supply(kind, P=P, Q=Q, D=D, server=word(value["server"], "periodic-idling polling deferrable sporadic hard-cbs xen-rtds sched-deadline"))
    return Supply(kind, P=P, Q=Q, D=D)


# --- the model -----------------------------------------------------------------------------------------------------


class Plain:
    def __init__(self, **parts):
        self.__dict__.update(parts)

    def but(self, **parts):
        return Plain(**{**self.__dict__, **parts})


def read_task(value):
    keys = "name wcet period deadline jitter offset priority blocking nonPreemptible sections hypercalls"
    name, C, T, D, J, offset, priority, B, rigid, sections, calls = fields(value, keys)
    held = []
    for section in items(sections):
        resource, length = fields(section, "resource length")
        held.append((text(resource), number(length)))
    return Plain(name=text(name), C=number(C), T=number(T, 1), D=number(D, 1), J=number(J), offset=maybe(offset),
                 priority=maybe(priority, None), B=number(B), rigid=number(rigid), sections=held, calls=number(calls))


def read_vm(value):
    keys = "name core scheduling preemptive tasks supply above priority quantum activations"
    name, core, scheduling, preemptive, tasks, supply, above, priority, quantum, activations = fields(value, keys)
    need(isinstance(preemptive, bool), "no flag")
    loads = []
    for load in items(above):
        of, arrivals, cost = fields(load, "name arrivals cost")
        loads.append(Load(text(of), Arrivals.read(arrivals), number(cost)))
    return Plain(name=text(name), core=number(core), preemptive=preemptive,
                 scheduling=word(scheduling, "rate-monotonic deadline-monotonic fixed-priority edf best-effort"),
                 tasks=[read_task(task) for task in items(tasks)],
                 supply=None if supply is None else read_supply(supply), above=loads,
                 priority=maybe(priority, None), quantum=maybe(quantum, 1), activations=maybe(activations))


def read_source(value):
    keys = "name core device delivery target arrivals shaper notice ring topHalf bottomHalf deadline"
    name, core, device, delivery, target, arrivals, shaper, notice, ring, top, bottom, deadline = fields(value, keys)
    word(device, "dedicated active running dynamic")
    word(delivery, "when-scheduled immediate rest-of-quantum monitored")
    need(delivery != "monitored" or (shaper is not None and device != "running"), "no monitor")
    told = Told(Arrivals.read(arrivals), read_shaper(shaper), delivery == "monitored", read_notice(notice))
    source = Plain(name=text(name), core=number(core), device=device, delivery=delivery,
                   target=None if target is None else text(target), told=told, shaper=shaper, notice=notice, ring=maybe(ring, 1),
                   top=number(top), bottom=number(bottom), deadline=maybe(deadline, 1))
    source.at_once = device == "running" or (told.always if delivery == "monitored" else delivery != "when-scheduled")
    source.exact = told.exact and ring is None and (delivery != "monitored" or source.at_once)
    return source


def read_shaper(value):
    if value is None:
        return None
    apart, bucket, excess = fields(value, "minDistance bucket excess")
    limits = [] if apart is None else [(number(apart, 1), 0)]
    if bucket is not None:
        capacity, refill = fields(bucket, "capacity refill")
        limits.append((number(refill, 1), (number(capacity, 1) - 1) * number(refill, 1)))
    need(limits, "a shaper that admits everything")
    return word(excess, "drop hold"), limits


def read_notice(value):
    if value is None:
        return None
    need(isinstance(value, dict), "no notice")
    if word(value.get("kind"), "coalesced polled") == "polled":
        return "polled", number(fields(value, "kind period")[1], 1), None
    _, delay, count = fields(value, "kind delay count")
    return "coalesced", number(delay, 1), maybe(count, 1)


def unlike(names):
    return len(set(names)) == len(names)


class World:
    def __init__(self, supply, loads=(), loss=0, hypotheses=(), rests=(), free=None, real=None):
        self.supply, self.loads, self.loss = supply, list(loads), loss
        self.hypotheses, self.rests = set(hypotheses), list(rests)
        self.free, self.real = free, real
        self.least = supply.least

    def avail(self, t):
        return self.least(t) - sum(load.arrivals.eta(t) * load.cost for load in self.loads) - self.loss

    def load_rate(self):
        return sum((load.rate() for load in self.loads), Fraction(0))

    def but(self, **parts):
        made = World(self.supply, self.loads, self.loss, self.hypotheses, self.rests, self.free, self.real)
        made.__dict__.update(parts)
        return made

    def line_below(self, slope, lift, start):
        slope += self.load_rate()
        need(slope <= self.supply.rate, "the demand grows faster than the supply")
        lift += sum((load.arrivals.burst() * load.cost for load in self.loads), Fraction(0))
        rate = self.supply.rate
        need(slope * start + lift + self.loss + rate * self.supply.delay <= rate * start, "the lines still cross")

    def repeats(self, H, periods, slope):
        need(H > 0 and self.supply.cycle is not None, "no cycle")
        every = [self.supply.cycle] + list(periods) + [load.arrivals.period for load in self.loads]
        need(all(H % each == 0 for each in every), "no common cycle")
        need(all(load.arrivals.cyclic() for load in self.loads), "a load does not repeat")
        need(slope + self.load_rate() <= self.supply.rate, "more is asked per cycle than given")


class Model:
    def __init__(self, value):
        keys = "system timeUnit cores policy frame slots clockTick costs vms interrupts beyond"
        name, unit, cores, policy, frame, slots, tick, costs, vms, interrupts, beyond = fields(value, keys)
        text(name), word(unit, "h min s ms us ns")
        self.policy = word(policy, "none static table fixed-priority edf round-robin sedf best-effort")
        self.frame, self.tick = maybe(frame, 1), maybe(tick, 1)
        keys = "vmSwitch interruptEntry hypercall longestNonPreemptible cacheRefill"
        self.sigma, self.entry, self.hypercall, self.section, self.refill = [number(each) for each in fields(costs, keys)]
        self.entering = self.sigma + self.refill
        self.hold = max(self.sigma, self.section)
        self.slots = []
        for slot in items(slots):
            vm, core, start, length = fields(slot, "vm core start length")
            self.slots.append((number(core), number(start), number(length, 1), text(vm)))
        self.vms = [read_vm(vm) for vm in items(vms)]
        self.sources = [read_source(source) for source in items(interrupts)]
        self.beyond = [text(each) for each in items(beyond)]
        self.delays = {}
        self.validate(number(cores))

    def validate(self, cores):
        need(unlike([vm.name for vm in self.vms]) and unlike([s.name for s in self.sources]), "names twice")
        homes = {vm.name: vm.core for vm in self.vms}
        need(all(each.core < cores for each in self.vms + self.sources), "no such core")
        for vm in self.vms:
            need(unlike([task.name for task in vm.tasks]), "tasks twice")
            need(vm.supply is not None or self.policy != "none", "no supply")
            need(vm.quantum is not None or self.policy != "round-robin", "no quantum")
            need(self.tick is None or (vm.quantum is not None and vm.quantum % self.tick == 0), "quanta and ticks")
            need(not vm.above or self.policy == "none", "loads on what is not promised")
            for other in self.vms:
                if vm is not other and vm.core == other.core:
                    need(self.policy != "static", "two VMs on a core")
                    if self.policy == "fixed-priority":
                        mixed = (vm.priority is None) != (other.priority is None)
                        need(not mixed and (vm.priority is None or vm.priority != other.priority), "priorities")
        for source in self.sources:
            need(source.target is None or source.target in homes, "no such target")
            home = homes.get(source.target, source.core)
            need(source.delivery == "when-scheduled" or home == source.core, "at once on another core")
        need(self.tick is None or self.policy == "round-robin", "ticks without turns")
        need((self.frame is not None) == (self.policy == "table"), "frame")
        need(not self.slots or self.policy == "table", "slots")
        last = {}
        for core, start, length, vm in sorted(self.slots):
            need(homes.get(vm) == core and last.get(core, 0) <= start and start + length <= self.frame, "slots")
            last[core] = start + length

    # interrupts

    def stolen(self, source, switch):
        """What interrupts and the handlers that run by themselves take at once; None where there are no such handlers."""
        top, detour, told = source.top + self.entry, source.bottom + 2 * switch, source.told
        if source.at_once and (told.single or detour == 0):
            return Load(source.name, told.raised, top + detour), None
        raised = Load(source.name, told.raised, top)
        if source.at_once:
            return raised, Load(source.name, told.events, detour)
        if source.delivery == "monitored" and source.bottom > 0:
            return raised, Load(source.name, told.admitted, detour)
        return raised, None

    def interrupts(self, core):
        parts = [part for source in self.sources if source.core == core for part in self.stolen(source, self.entering)]
        return [load for load in parts if load is not None and load.cost > 0]

    def sure_interrupts(self, core):
        loads = [self.stolen(source, 0)[0] for source in self.sources if source.core == core and source.exact]
        return [load for load in loads if load.cost > 0]

    def part(self, source, which):
        """The world and the stream of one part (0: interrupts, 1: handlers) of a source, all else above it."""
        parts = self.stolen(source, self.entering)
        others = [load for load in self.interrupts(source.core) if load.name != source.name]
        rest = parts[1 - which]
        return World(DEDICATED, others + ([rest] if rest is not None and rest.cost > 0 else []), self.hold), parts[which]

    def waits(self, vm, source):
        if source.at_once or source.bottom == 0:
            return False
        return source.target == vm.name or (source.device != "dedicated" and source.core == vm.core)

    def halves(self, vm, beside):
        loads = []
        for source in self.sources:
            if not self.waits(vm, source):
                continue
            by = 0
            if beside or source.core != vm.core:
                if source.name not in self.delays:
                    return None
                by = self.delays[source.name]
            loads.append(Load(source.name, source.told.events.late(by), source.bottom))
        return loads

    # loads of tasks, servers, VMs

    def tasks(self, vm):
        charged = []
        for task in vm.tasks:
            if task.calls:
                rigid = max(task.rigid, min(self.hypercall, self.section))
                task = task.but(C=task.C + task.calls * self.hypercall, rigid=rigid)
            charged.append(task)
        return charged

    def guest_load(self, vm, beside):
        halves = self.halves(vm, beside)
        if halves is None:
            return None
        return [Load(vm.name + "/" + task.name, Arrivals(task.T, task.J), task.C) for task in self.tasks(vm)] + halves

    def server(self, vm):
        if self.policy not in ("fixed-priority", "edf", "sedf") or vm.supply is None or not hasattr(vm.supply, "Q"):
            return None
        kind, due = getattr(vm.supply, "server", "periodic-idling"), vm.supply.D
        if self.policy == "sedf":
            kind, due = "polling", vm.supply.P
        return Supply("server", P=vm.supply.P, Q=vm.supply.Q, D=due, server=kind)

    def server_load(self, vm):
        server = self.server(vm)
        if server.server == "periodic-idling" or self.entering == 0:
            times = 1
        elif vm.activations is not None:
            times = vm.activations
        elif vm.scheduling == "best-effort" or server.server == "sporadic":
            return None
        else:
            load = self.guest_load(vm, True)
            if load is None:
                return None
            times = 1 + sum(each.arrivals.eta(server.P) for each in load)
        jitter = server.P - server.Q if server.server in KEEPING else 0
        return Load(vm.name, Arrivals(server.P, jitter), server.Q + 2 * self.entering * times)

    def load_of(self, vms):
        loads = []
        for vm in vms:
            if self.server(vm) is not None:
                own = self.server_load(vm)
                if own is None:
                    return None
                loads.append(own)
            else:
                own = None if vm.scheduling == "best-effort" else self.guest_load(vm, False)
                if own is None:
                    return None
                loads += [Load(each.name, each.arrivals, each.cost + 2 * self.entering) for each in own]
        return loads

    def on(self, core):
        return [vm for vm in self.vms if vm.core == core]

    def above(self, vm):
        def rank(each):
            if each.priority is not None:
                return (0, each.priority)
            period = getattr(each.supply, "P", None)
            return (1, 0) if period is None else (0, period)

        order = sorted(self.on(vm.core), key=rank)
        return order[: order.index(vm)]

    def all_used(self, vm):
        server = self.server(vm)
        return server is not None and (server.server == "periodic-idling" or vm.scheduling == "best-effort")

    def robbed(self, vm):
        return any(self.takes(vm, source) for source in self.sources)

    @staticmethod
    def takes(vm, source):
        if source.core != vm.core or source.delivery != "rest-of-quantum":
            return False
        return source.target != vm.name or source.device != "dedicated"

    # provisions and worlds

    def provision(self, vm):
        if self.policy == "none":
            return self.below(vm, vm.supply, vm.above, 0, vm.supply, True, ["contract-honoured"])
        if self.policy == "best-effort" or (self.policy != "round-robin" and self.robbed(vm)):
            return None
        server = self.server(vm)
        others = [other for other in self.on(vm.core) if other is not vm]
        if server is not None and self.cold(vm):
            return None
        if server is not None:
            hypotheses = ["vmm-enforces-budgets", "vmm-costs"]
            if vm.supply.kind != "server":
                hypotheses.append("contract-is-periodic-server")
            if server.server == "sporadic":
                hypotheses.append("sporadic-server-correct")
            rests = "vm/%s/server" % vm.name if self.policy == "fixed-priority" else "core/%d/servers" % vm.core
            return World(server, hypotheses=hypotheses, rests=[rests], free=server)
        if self.policy == "static":
            return self.below(vm, DEDICATED, [], self.section, DEDICATED)
        if self.policy == "table":
            here = {name for core, _, _, name in self.slots if core == vm.core}
            joined = {name: self.joined(name, vm.core) for name in here}
            if len(here) > 1 and any(end - start < self.sigma for each in joined.values() for start, end in each):
                return None
            return self.below(vm, self.usable(vm, self.entering, self.section), [], self.cold(vm), self.usable(vm, 0, 0))
        if self.policy == "round-robin":
            if not others:
                return self.below(vm, DEDICATED, [], self.hold, DEDICATED)
            greedy = all(other.scheduling == "best-effort" for other in others)
            turns = self.turns(vm, others, self.sigma, self.section, self.refill)
            if turns is None:
                return None
            real = self.tick is None and turns.kind == "table" and greedy
            free = self.turns(vm, others, 0, 0, 0) if real else DEDICATED
            return self.below(vm, turns, [], self.hold + self.cold(vm), free, real)
        if self.policy == "sedf":
            return None
        loss = self.hold + (self.entering if others else 0)
        before = self.above(vm) if self.policy == "fixed-priority" else others
        loads = self.load_of(before)
        if loads is None:
            return None
        real = self.policy == "fixed-priority" and self.entering == 0
        for each in before:
            if self.server(each) is None:
                real = real and all(task.offset is None for task in each.tasks)
            else:
                real = real and self.all_used(each) and self.server(each).server not in KEEPING
        return self.below(vm, DEDICATED, loads, loss, DEDICATED, real)

    def below(self, vm, supply, loads, loss, free, real=True, hypotheses=()):
        interrupts = self.interrupts(vm.core)
        every = interrupts + list(loads)
        here = [source for source in self.sources if source.core == vm.core]
        switching = self.entering > 0 and any(source.at_once for source in here)
        exact = all(source.exact for source in here)
        sure = not interrupts or (supply.kind == "dedicated" and not switching and exact)
        assumed = ["vmm-costs"] + (["interrupts-keep-their-word"] if every else []) + list(hypotheses)
        return World(supply, every, loss, assumed, free=free, real=every if real and sure else None)

    def joined(self, name, core):
        windows = []
        for _, start, length, _ in sorted(slot for slot in self.slots if slot[0] == core and slot[3] == name):
            if windows and windows[-1][1] == start:
                windows[-1] = (windows[-1][0], start + length)
            else:
                windows.append((start, start + length))
        return windows

    def usable(self, vm, sigma, section):
        windows = self.joined(vm.name, vm.core)
        late = section if (0, self.frame) in windows else sigma + section
        return Supply("table", frame=self.frame, windows=[(s + late, e) for s, e in windows if s + late < e])

    def cold(self, vm):
        return self.refill if len(self.on(vm.core)) > 1 else 0

    def turns(self, vm, others, sigma, section, refill):
        """The turns of a VM in a round robin, less what interrupts take that hand the rest of a quantum away."""
        turns_of_others = sum(other.quantum for other in others)
        if self.tick is None:
            gap, least = turns_of_others + (len(others) + 1) * (sigma + section) + refill, vm.quantum - refill
            favour = 2 * (sigma + section)
            stop = vm.quantum + gap + favour
        else:
            late = max(sigma, section) + sigma
            gap, least, favour = turns_of_others + late + refill, vm.quantum - self.tick - late - refill, 0
            stop = self.tick + gap + late
        seized = any(source.core == vm.core and source.delivery == "rest-of-quantum" for source in self.sources)
        if least <= 0 or (refill > 0 and seized):
            return None
        table, stops = Supply("table", frame=least + gap, windows=[(0, least)]), []
        for source in self.sources:
            if source.core == vm.core and source.delivery == "rest-of-quantum":
                cost = stop if self.takes(vm, source) else favour
                if cost > 0:
                    stops.append(Load(source.name, source.told.seizing, cost))
        if self.robbed(vm) and sum((load.rate() for load in stops), Fraction(0)) >= 1:
            return None
        return Supply("interrupted", of=table, stops=stops) if stops else table

    def contract(self, vm):
        return None if self.policy == "none" or self.server(vm) is not None else vm.supply

    def world(self, vm):
        contract = self.contract(vm)
        if contract is not None:
            given = World(contract, rests=["vm/%s/contract" % vm.name])
        else:
            given = self.provision(vm)
        if given is None:
            return None
        halves = self.halves(vm, contract is not None or self.server(vm) is not None)
        if halves is None:
            return None
        sure = all(source.core == vm.core and source.exact for source in self.sources if self.waits(vm, source))
        real = given.real + halves if given.real is not None and sure else None
        hypotheses = given.hypotheses | ({"interrupts-keep-their-word"} if halves else set())
        return given.but(loads=given.loads + halves, real=real, hypotheses=hypotheses)


# --- rules: fixed priorities ---------------------------------------------------------------------------------------


def in_order(vm, tasks):
    def rank(task):
        if vm.scheduling == "rate-monotonic":
            return (0, task.T)
        if vm.scheduling == "deadline-monotonic":
            return (0, task.D)
        return (1, 0) if task.priority is None else (0, task.priority)

    return sorted(tasks, key=rank)


def level(vm, tasks, name):
    order = in_order(vm, tasks)
    at = [task.name for task in order].index(name)
    reached = {resource for task in order[: at + 1] for resource, _ in task.sections}
    longest = 0
    for task in order[at + 1 :]:
        if task.C == 0:
            continue
        if not vm.preemptive:
            longest = max(longest, task.C)
        else:
            longest = max([longest, task.rigid] + [length for resource, length in task.sections if resource in reached])
    return order[at], [task for task in order[:at] if task.C > 0], order[at].B + longest, longest


def ask(tasks, t):
    return sum(-(-(t + task.J) // task.T) * task.C for task in tasks)


def windows_bound(world, task, above, B, windows, cycle):
    if task.C == 0:
        need(not windows and cycle is None, "windows without work")
        return 0
    need(windows, "no job")
    responses = [0]
    for q, w in enumerate(windows):
        need(w > 0 and B + (q + 1) * task.C + ask(above, w) <= world.avail(w), "job %d does not fit" % q)
        responses.append(w + task.J - q * task.T)
    if cycle is None:
        need(windows[-1] <= len(windows) * task.T - task.J, "the busy window goes on")
    else:
        every = above + [task]
        world.repeats(cycle, [each.T for each in every], sum((Fraction(each.C, each.T) for each in every), Fraction(0)))
        jobs = cycle // task.T
        need(jobs <= len(windows) and all(w >= world.supply.delay for w in windows[len(windows) - jobs :]), "cycle")
    return max(responses)


def starts_bound(task, above, B, longest, starts, length, cycle):
    if task.C == 0:
        need(not starts and length is None and cycle is None, "starts without work")
        return 0
    every = above + [task]
    if cycle is None:
        need(length is not None and length > 0, "no length")
        need(B + ask(every, length) <= length and -(-(length + task.J) // task.T) <= len(starts), "busy window")
    else:
        need(length is None and cycle > 0 and all(cycle % each.T == 0 for each in every), "cycle")
        need(sum(cycle // each.T * each.C for each in every) <= cycle and cycle // task.T <= len(starts), "cycle")
    responses = [0]
    for q, s in enumerate(starts):
        work = B + q * task.C
        for each in above:
            if task.B == 0 and B > 0:
                work += each.C * max(1, -(-(s + each.J) // each.T))
            else:
                work += each.C * (1 + (s + each.J) // each.T)
        need(work <= s, "job %d starts later" % q)
        responses.append(s + task.C + task.J - q * task.T)
    return max(responses)


# --- rules: demand -------------------------------------------------------------------------------------------------


def edf_blocking(tasks, preemptive):
    tasks = [task for task in tasks if task.C > 0]

    def blocking(x, y):
        within = [task for task in tasks if y is None or task.D - task.J <= y]
        used = {resource for task in within for resource, _ in task.sections}
        longest = 0
        for task in tasks:
            if task.D - task.J > x:
                if preemptive:
                    longest = max([longest, task.rigid] + [n for resource, n in task.sections if resource in used])
                else:
                    longest = max(longest, task.C)
        return longest + max([0] + [task.B for task in within])

    return blocking


def demand_met(world, tasks, blocking, proof):
    kind, cover, tail = fields(proof, "kind cover tail")
    need(kind == "edf-cover" and isinstance(tail, dict), "no cover")
    how = tail.get("kind")
    points = [numbers(point) for point in items(cover)]
    need(all(len(point) == 2 for point in points), "no pair")
    tasks = [task for task in tasks if task.C > 0]
    if not tasks:
        need(not points and fields(tail, "kind") == ["none"], "a cover without demand")
        return
    need(points, "no cover")

    def dbf(t):
        return sum(max(0, (t - task.D + task.J) // task.T + 1) * task.C for task in tasks)

    earliest = min(task.D - task.J for task in tasks)
    for (b, a), c in zip(points, [point[0] for point in points[1:]] + [0]):
        need(c < b, "the cover does not fall")
        due = dbf(b - 1)
        if due > 0:
            need(a <= c and due + blocking(max(c, earliest), b - 1) <= world.avail(a), "demand below %d" % b)
    L = points[0][0]
    U = sum((Fraction(task.C, task.T) for task in tasks), Fraction(0))
    if how == "linear":
        fields(tail, "kind")
        lift = Fraction(blocking(L, None))
        for task in tasks:
            early = task.T - task.D + task.J
            lift += Fraction(task.C * (0 if L < -early else early), task.T)
        world.line_below(U, lift, L)
    elif how == "busy-period":
        length = number(fields(tail, "kind length")[1], 1)
        held = max(blocking(task.D - task.J, task.D - task.J) for task in tasks)
        need(length <= L and ask(tasks, length) + held <= world.avail(length), "busy period")
    else:
        need(how == "periodic", "no tail")
        cycle = number(fields(tail, "kind cycle")[1], 1)
        world.repeats(cycle, [task.T for task in tasks], U)
        x = L - cycle
        need(x > 0 and all(x >= task.D - task.J for task in tasks), "not settled")
        for b, a in points:
            need(b <= x or (a > 0 and dbf(b - 1) > 0 and a >= world.supply.delay), "a point does not repeat")


def sweep(supply_at, supply_after, world, demand, demand_after, events, start, stop, bent):
    """Walks all turning points; between two of them both sides are straight, or turn once more where that is looked at."""
    every = [load.arrivals for load in world.loads] + events
    t, best, steps = 0, 0, 0

    def check(at, left):
        need(at < start or demand(at) <= left, "more is asked than given in %d" % at)

    check(0, 0)
    while t < stop:
        steps += 1
        need(steps <= STEPS, "too long a sweep")
        following = [stop] + ([start] if start > t else [])
        following += [turn for turn in (supply_after(t), demand_after(t)) if turn is not None]
        following += [each.delta(each.closed(t) + 1) for each in every]
        after = min(following)
        slope, rest = divmod(supply_at(after) - supply_at(t), after - t)
        need(rest == 0 and slope in (0, 1), "the supply turns in between")
        left = supply_at(t) - sum(load.arrivals.closed(t) * load.cost for load in world.loads) - world.loss
        moments = []
        if slope == 1:
            moments.append(t + best - left)
        if bent:
            moments.append(t + demand(after) - demand(t))
        for moment in moments:
            if t < moment < after:
                check(moment, max(best, left + slope * (moment - t)))
        best = max(best, left + slope * (after - t))
        t = after
        check(t, best)


def servers_sweep(world, servers, horizon):
    def asks(server, t):
        if server.server in TESTED:
            return Fraction(t * server.Q, server.P)
        if server.server in KEEPING:
            return t // server.P * server.Q + min(t % server.P, server.Q)
        return 0 if t < server.D else ((t - server.D) // server.P + 1) * server.Q

    events = [load for server in servers for load in server.switches]
    slope, lift, turns, start = Fraction(0), Fraction(0), [], None
    for server in servers:
        need(server.server not in KEEPING or server.D == server.P, "a keeping server with an early deadline")
        slope += Fraction(server.Q, server.P)
        least = server.D
        if server.server in TESTED:
            least = min(server.D, 2 * (server.P - server.Q))
        elif server.server in KEEPING:
            lift += Fraction(server.Q * (server.P - server.Q), server.P)
            turns += [(0, server.P), (server.Q, server.P)]
        else:
            lift += Fraction(server.Q * (server.P - server.D), server.P)
            turns += [(server.D, server.P)]
        start = least if start is None else min(start, least)
    for load in events:
        slope += load.rate()
        lift += load.arrivals.burst() * load.cost
    need(start <= horizon, "horizon")
    world.line_below(slope, lift, horizon)

    def demand(t):
        return sum(asks(server, t) for server in servers) + sum(load.arrivals.closed(t) * load.cost for load in events)

    switches = [load.arrivals for load in events]
    given = world.supply
    sweep(given.least, given.after, world, demand, lambda t: next_turn(turns, t), switches, start, horizon, False)


def dominance(world, contract, horizon, cycle):
    if contract.rate == 0:
        return
    if cycle is None:
        world.line_below(contract.rate, Fraction(0), horizon)
    else:
        world.repeats(cycle, [contract.cycle], contract.rate)
        need(horizon >= contract.delay + cycle + 1, "horizon")

    def demand(t):
        if contract.kind == "bounded-delay" and t > contract.delay:
            return -(-contract.p * (t - contract.delay) // contract.q)
        return contract.least(t)

    bent = contract.kind == "table"
    if world.supply.kind != "table":
        sweep(world.supply.least, world.supply.after, world, demand, contract.after, [], 0, horizon, bent)
        return
    service = world.supply.service
    for end in service.ends:
        turns = service.turns(end)
        sweep(lambda t: service.between(end, end + t), lambda t: next_turn(turns, t), world, demand, contract.after, [], 0, horizon, bent)


# --- rules: interrupts ---------------------------------------------------------------------------------------------


def stream_bound(world, load, windows, cycle):
    # What takes no time is over when all before it is: a tick later at the latest.
    load = Load(load.name, load.arrivals, max(load.cost, 1))
    need(windows, "no event")
    delta, waits = load.arrivals.delta, [0]
    for n, w in enumerate(windows, 1):
        need(w > 0 and n * load.cost <= world.avail(w), "event %d does not fit" % n)
        waits.append(w - delta(n))
    count = len(windows)
    if cycle is None:
        need(windows[-1] <= delta(count + 1), "the busy window goes on")
    else:
        world.repeats(cycle, [load.arrivals.period], load.rate())
        per = cycle // load.arrivals.period
        need(per <= count, "cycle")
        for n in range(count - per + 1, count + 1):
            need(windows[n - 1] >= world.supply.delay and delta(n + per) - delta(n) >= cycle, "cycle")
    return max(waits)


def read_windows(windows, cycle):
    return numbers(windows), maybe(cycle, 1)


# --- rules: courses of events --------------------------------------------------------------------------------------


def play(jobs, running, end, wasteless=False):
    """jobs: [release(k), cost, rank(k)]; running(t): (whether supplied, until when). How many are finished by `end`."""
    done, left, steps, now = [0] * len(jobs), [cost for _, cost, _ in jobs], 0, 0
    while now < end:
        steps += 1
        need(steps <= 300_000, "too long a course")
        ready = [at for at, (release, _, _) in enumerate(jobs) if release(done[at]) <= now]
        ahead = [end]
        # Later releases of a stream that already waits change nothing.
        ahead += [release(done[at]) for at, (release, _, _) in enumerate(jobs) if at not in ready]
        on, until = running(now)
        if until is not None:
            ahead.append(until)
        stop = min(ahead)
        need(ready or not on or not wasteless, "supply without work")
        if on and ready:
            at = min(ready, key=lambda each: jobs[each][2](done[each]))
            stop = min(stop, now + left[at])
            left[at] -= stop - now
            if left[at] == 0:
                done[at] += 1
                left[at] = jobs[at][1]
        now = stop
    return done


def dense(load, scale):
    return (lambda k: load.arrivals.delta(k + 1) * scale, load.cost * scale, lambda k: (0, 0, 0))


def guest_late(world, vm, tasks, name, proof):
    kind, which, scale, start, cycle, blocker, late, job = fields(proof, "kind world scale start cycle blocker task job")
    need(kind == "scenario" and which in ("worst", "best"), "no scenario")
    scale, start, cycle, job = number(scale, 1), number(start), number(cycle), number(job)
    need(world.free is not None and vm.preemptive, "no miss here is a real one")
    need(all(task.offset is None for task in tasks), "offsets")
    need(name is None or name == text(late), "another task")
    edf = vm.scheduling == "edf"
    order = tasks if edf else in_order(vm, tasks)
    names = [task.name for task in order]
    need(late in names, "no such task")
    at = names.index(late)
    need(order[at].C > 0, "no work")
    due = job * order[at].T - order[at].J + order[at].D
    jobs, place = [], None
    for index, task in enumerate(order):
        if index == at:
            place = len(jobs)
        if task.C > 0:
            def release(k, task=task, index=index):
                return max(0, k * task.T - task.J if index <= at or which == "worst" else due) * scale

            def rank(k, task=task, index=index):
                return (2, k * task.T - task.J + task.D if edf else 0, index)

            jobs.append((release, task.C * scale, rank))
    if which == "best":
        need(start == 0 and cycle == 0, "a course of the best supply")
        running = greatest(world.free, scale)
    else:
        need(world.real is not None, "the loads need not come")
        jobs += [dense(load, scale) for load in world.real if load.cost > 0]
        running = legal(world.free, scale, start, cycle)
    if blocker is not None:
        task, section = fields(blocker, "task section")
        need(text(task) in names, "no such blocker")
        by, length = order[names.index(task)], number(section)
        reached = [each for each in order if each.D - each.J <= due] if edf else order[: at + 1]
        used = {resource for each in reached for resource, _ in each.sections}
        need(by.D - by.J > due if edf else names.index(task) > at, "no blocker")
        longest = max([by.rigid] + [n for resource, n in by.sections if resource in used])
        need(by.C > 0 and length <= longest * scale, "section too long")
        if length > 1:
            jobs.append((lambda k: 0 if k == 0 else due * scale, length - 1, lambda k: (1, 0, 0)))
    if which == "best" and edf:
        asked = sum(max(0, (due - task.D + task.J) // task.T + 1) * task.C for task in tasks) * scale
        if blocker is not None:
            asked += max(0, length - 1)
        need(asked > world.free.most(max(0, due)) * scale, "no more is due than there may be")
    elif due > 0:
        need(play(jobs, running, due * scale, which == "best")[place] <= job, "the job is in time")


def greatest(supply, scale):
    def running(now):
        tick, run = now // scale, 1
        on = supply.most(tick + 1) - supply.most(tick)
        # As long as all, or nothing, of twice the time is supplied, so is all, or nothing, of each part of it.
        while run < 1 << 80 and supply.most(tick + 2 * run) - supply.most(tick) == on * 2 * run:
            run *= 2
        return on == 1, (tick + run) * scale

    if supply.kind in ("dedicated", "bounded-delay"):
        return lambda now: (True, None)
    return running


def legal(supply, scale, start, cycle):
    if supply.kind == "dedicated":
        need(start == 0 and cycle == 0, "course")
        return lambda now: (True, None)
    if supply.kind == "table":
        need(cycle == 0, "course")
        windows, frame = supply.windows, supply.frame * scale
        if supply.service.whole in (0, supply.frame):
            return lambda now: (bool(windows), None)

        def in_table(now):
            phase = (now + start) % frame
            for a, b in windows:
                if phase < a * scale:
                    return False, now + a * scale - phase
                if phase < b * scale:
                    return True, now + b * scale - phase
            return False, now + frame - phase

        return in_table
    if supply.kind == "bounded-delay":
        if supply.p == 0:
            return lambda now: (False, None)
        share = cycle * supply.p
        need(cycle > 0 and share % supply.q == 0 and start <= supply.delay * scale, "course")
        share //= supply.q
        need(cycle - share <= supply.delay * scale, "pause")
    else:
        need(supply.kind not in ("server", "interrupted") and cycle == 0, "course")
        need(start <= (supply.P + supply.D - 2 * supply.Q) * scale, "course")
        cycle, share = supply.P * scale, supply.Q * scale

    if share == 0:
        return lambda now: (False, None)

    def in_course(now):
        if now < start:
            return False, start
        if share == cycle:
            return True, None
        phase = (now - start) % cycle
        return (True, now + share - phase) if phase < share else (False, now + cycle - phase)

    return in_course


def server_late(model, core, vm, proof):
    kind, late, job = fields(proof, "kind task job")
    need(kind == "late-budget", "no late budget")
    job, edf = number(job), model.policy != "fixed-priority"
    among = model.on(core) if edf or vm is None else model.above(vm) + [vm]
    greedy = [each for each in among if model.all_used(each)]
    names = [each.name for each in greedy]
    need(text(late) in names and (vm is None or late == vm.name), "another server")
    jobs, place = [], None
    for index, each in enumerate(greedy):
        server = model.server(each)
        if each.name == late:
            need(server.Q > 0, "no budget")
            place, due = len(jobs), job * server.P + server.D
        if server.Q > 0:
            jobs.append((lambda k, server=server: k * server.P, server.Q,
                         lambda k, server=server, index=index: (2, k * server.P + server.D if edf else 0, index)))
    jobs += [dense(load, 1) for load in model.sure_interrupts(core)]
    need(play(jobs, lambda now: (True, None), due)[place] <= job, "the budget is in time")


# --- claims --------------------------------------------------------------------------------------------------------

VMM = {"vmm-costs", "interrupts-keep-their-word"}


def guest_claim(model, vm, name, verdict, proof):
    world = model.world(vm)
    need(world is not None and vm.scheduling != "best-effort", "nothing to count on")
    tasks, edf = model.tasks(vm), vm.scheduling == "edf"
    hypotheses = {"tasks-keep-their-word", "guest-work-conserving"} | world.hypotheses
    if any(task.sections for task in vm.tasks):
        hypotheses.add("resource-protocol")
    theorem = ("edf-demand" if vm.preemptive else "edf-non-preemptive") if edf else "fp-response-time"
    if verdict == "refuted":
        need(edf == (name is None), "wrong claim")
        guest_late(world, vm, tasks, name, proof)
        return theorem, hypotheses, world.rests
    if edf:
        if name is None:
            demand_met(world, tasks, edf_blocking(tasks, vm.preemptive), proof)
            return theorem, hypotheses, world.rests
        need(fields(proof, "kind") == ["by-demand"], "no proof by demand")
        return theorem, hypotheses, ["vm/%s/tasks" % vm.name] + world.rests
    need(name is not None and isinstance(proof, dict), "wrong claim")
    task, above, B, longest = level(vm, tasks, name)
    kind = proof.get("kind")
    if kind == "fp-windows":
        _, windows, cycle, bound = fields(proof, "kind windows cycle bound")
        found = windows_bound(world, task, above, B, *read_windows(windows, cycle))
        theorem = theorem if vm.preemptive else "fp-non-preemptive-on-supply"
    elif kind == "fp-phases":
        _, phases, bound = fields(proof, "kind phases bound")
        need(world.supply.kind == "table" and vm.preemptive and not world.loads and not world.loss, "no plain table")
        service = world.supply.service
        need(service.whole > 0 and len(items(phases)) == len(service.ends), "phases")
        found = 0
        for end, phase in zip(service.ends, phases):
            seen = world.but(least=lambda t, end=end: service.between(end, end + t))
            found = max(found, windows_bound(seen, task, above, B, *read_windows(*fields(phase, "windows cycle"))))
        theorem = "fp-table-phases"
    else:
        _, starts, length, cycle, bound = fields(proof, "kind starts length cycle bound")
        alone = world.supply.kind == "dedicated" and not world.loads and not world.loss and not vm.preemptive
        need(kind == "fp-starts" and alone, "no starts here")
        found = starts_bound(task, above, B, longest, numbers(starts), maybe(length, 1), maybe(cycle, 1))
        theorem = "fp-non-preemptive"
    need(number(bound) == found and found <= task.D, "bound")
    return theorem, hypotheses, world.rests


def server_claim(model, vm, verdict, proof):
    need(model.policy == "fixed-priority" and model.server(vm) is not None, "no server")
    shown = "server-response-time", VMM | {"vmm-enforces-budgets"}, []
    if verdict == "refuted":
        server_late(model, vm.core, vm, proof)
        return shown
    own, above = model.server_load(vm), model.load_of(model.above(vm))
    need(not model.robbed(vm) and own is not None and above is not None, "unlimited")
    kind, window = fields(proof, "kind window")
    window = number(window)
    need(kind == "server-window" and window <= model.server(vm).D, "window")
    world = World(DEDICATED, model.interrupts(vm.core) + above, model.hold)
    need(own.cost + model.hold == 0 or (window > 0 and own.cost <= world.avail(window)), "the budget does not fit")
    return shown


def servers_claim(model, core, verdict, proof):
    shown = "server-demand", VMM | {"vmm-enforces-budgets"}, []
    if verdict == "refuted":
        server_late(model, core, None, proof)
        return shown
    need(model.policy in ("edf", "sedf"), "no EDF")
    need(not any(model.robbed(vm) for vm in model.on(core) if model.server(vm) is not None), "a quantum is taken")
    servers = []
    for vm in model.on(core):
        server = model.server(vm)
        if server is None:
            continue
        load = model.server_load(vm)
        need(load is not None, "unlimited")
        switches, budget = [], load.cost
        if server.server in TESTED:
            budget, pair = server.Q, 2 * model.entering
            if pair and vm.activations is not None:
                switches = [Load("", Arrivals(server.P, server.P), pair * vm.activations)]
            elif pair:
                wakes = model.guest_load(vm, True)
                need(wakes is not None, "unlimited")
                switches = [Load("", Arrivals(server.P), pair)] + [Load("", each.arrivals, pair) for each in wakes]
        servers.append(Plain(server=server.server, P=server.P, Q=budget, D=server.D, switches=switches))
    need(servers, "no server")
    world = World(DEDICATED, model.interrupts(core), model.hold)
    if any(server.server in KEEPING for server in servers):
        kind, horizon = fields(proof, "kind horizon")
        need(kind == "servers-sweep", "no sweep")
        servers_sweep(world, servers, number(horizon))
    else:
        demand_met(world, [Plain(C=s.Q, T=s.P, D=s.D, J=0) for s in servers], lambda x, y: 0, proof)
    return shown


def contract_claim(model, vm, proof):
    contract, world = model.contract(vm), model.provision(vm)
    need(contract is not None and world is not None, "no contract")
    kind, horizon, cycle = fields(proof, "kind horizon cycle")
    need(kind == "dominance", "no dominance")
    dominance(world, contract, number(horizon), maybe(cycle, 1))
    return ("table-dominates-contract" if model.policy == "table" else "supply-dominates-contract"), VMM, []


def interrupt_claim(model, source, proof):
    kind, owners, alone, bound = fields(proof, "kind owners atOnce bound")
    need(kind == "latency" and source.deadline is not None and source.told.wait is not None, "no latency")
    expected = [vm for vm in model.vms if model.waits(vm, source)]
    need(len(items(owners)) == len(expected), "owners")
    hypotheses, rests, found = set(VMM), [], 0
    world, handlers = model.part(source, 1)
    at_once = not expected or source.delivery == "monitored"
    need((alone is not None) == (at_once and handlers is not None), "handlers by themselves")
    if alone is not None:
        found = stream_bound(world, handlers, *read_windows(*fields(alone, "windows cycle")))
    elif at_once:
        need(source.name in model.delays, "no lemma")
        found = model.delays[source.name]
    for vm, owner in zip(expected, owners):
        name, windows, cycle = fields(owner, "vm windows cycle")
        need(name == vm.name, "owners")
        given, halves = model.provision(vm), model.halves(vm, False)
        need(given is not None and halves is not None, "nothing to count on")
        before = 0
        if source.core != vm.core:
            need(source.name in model.delays, "no lemma")
            before = model.delays[source.name]
        own = [half for half in halves if half.name == source.name][0]
        others = [half for half in halves if half is not own]
        if model.server(vm) is not None:
            world = given.but(loads=given.loads + model.interrupts(vm.core) + others, loss=model.hold)
        else:
            world = given.but(loads=given.loads + others, loss=max(given.loss, model.section + model.cold(vm)))
        found = max(found, before + stream_bound(world, own, *read_windows(windows, cycle)))
        hypotheses |= given.hypotheses
        rests += given.rests
    found += source.told.wait
    need(number(bound) == found and found <= source.deadline, "bound")
    return "interrupt-latency", hypotheses, rests


def starvation_claim(model, vm, task, proof):
    kind, name, first, period = fields(proof, "kind source first period")
    need(kind == "starvation" and model.policy == "round-robin" and vm.scheduling != "best-effort", "no starvation")
    others = [other for other in model.on(vm.core) if other is not vm]
    need(all(other.scheduling == "best-effort" for other in others), "a VM that may block")
    sources = [source for source in model.sources if source.name == text(name)]
    need(sources and model.takes(vm, sources[0]), "no such source, or not for another VM")
    source, rest = sources[0], vm.quantum if model.tick is None else model.tick
    need(source.device == "dedicated" and source.target is not None, "no certain owner")
    need(source.notice is None and source.ring is None and (source.shaper is None or source.shaper["excess"] == "drop"), "held or together")
    start = sum(other.quantum for other in model.on(vm.core)[: model.on(vm.core).index(vm)])
    need(number(first) == start and number(period) == rest + sum(other.quantum for other in others), "another course")
    need(all(P <= number(period) for P, _ in source.told.events.limits), "interrupts may not come as often")
    need(task.C > 0 and model.world(vm) is None, "no work, or something to count on")
    return "rest-of-quantum-starvation", set(), []


def rule(model, name, verdict, proof):
    match = re.fullmatch(r"core/([0-9]+)/servers", name)
    if match:
        return servers_claim(model, int(match.group(1)), verdict, proof)
    for source in model.sources:
        if name == "interrupt/" + source.name and verdict == "proved":
            return interrupt_claim(model, source, proof)
    for vm in model.vms:
        head = "vm/" + vm.name
        if name == head + "/tasks":
            return guest_claim(model, vm, None, verdict, proof)
        if name == head + "/server":
            return server_claim(model, vm, verdict, proof)
        if name == head + "/contract" and verdict == "proved":
            return contract_claim(model, vm, proof)
        for task in vm.tasks:
            if name == head + "/task/" + task.name:
                if verdict == "refuted" and isinstance(proof, dict) and proof.get("kind") == "starvation":
                    return starvation_claim(model, vm, task, proof)
                return guest_claim(model, vm, task.name, verdict, proof)
    raise Refused("no such claim")


def demanded(model, verdicts):
    def silent(name):
        return verdicts.get(name) in ("not-proved", "no-bound")

    names = ["interrupt/" + source.name for source in model.sources if source.deadline is not None]
    for core in {vm.core for vm in model.vms}:
        each = ["vm/%s/server" % vm.name for vm in model.on(core) if model.server(vm) is not None]
        if model.policy == "fixed-priority":
            names += each
        elif each:
            names += [name for name in each if silent(name)] or ["core/%d/servers" % core]
    for vm in model.vms:
        if model.contract(vm) is not None:
            names.append("vm/%s/contract" % vm.name)
        each = ["vm/%s/task/%s" % (vm.name, task.name) for task in vm.tasks]
        together = "vm/%s/tasks" % vm.name
        alone = together not in verdicts and all(verdicts.get(name) != "proved" and name in verdicts for name in each)
        if vm.scheduling != "edf" or (each and alone):
            names += each
        elif each:
            names.append(together)
            shown = verdicts.get(together)
            if shown == "proved" or (shown == "uncertified" and any(name in verdicts for name in each)):
                names += each
    return names


def statements(value, used, keys):
    found = []
    for statement in items(value):
        parts = dict(zip(keys.split(), fields(statement, keys)))
        if "status" in parts:
            word(parts.pop("status"), "assumed measured proved"), text(parts.pop("evidence"))
        found.append(parts["id"])
        need(STATEMENTS.get(parts["id"]) == digest(parts)[7:23], "other words than the rule's")
    need(found == sorted(used), "not exactly the statements used")


def check(line):
    need(len(line) <= 1 << 26, "too long")
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        raise Refused("no JSON")
    need(isinstance(value, dict) and canonical(value) == line, "not canonical")
    need(value.get("schema") == "hyperbound-certificate/1", "another schema")
    keys = "schema id tool tick model modelHash hypotheses theorems lemmas claims verdict"
    _, ident, tool, tick, told, told_hash, hypotheses, theorems, lemmas, claims, verdict = fields(value, keys)
    text(tool)
    need(digest({key: value[key] for key in value if key != "id"}) == ident, "id")
    need(digest({"model": told, "tick": tick}) == told_hash, "model hash")
    need(re.fullmatch(r"[1-9][0-9]{0,99}(/[1-9][0-9]{0,99})?", text(tick)) is not None, "tick")
    model = Model(told)
    read = [fields(claim, "id verdict theorem hypotheses rests proof reason") for claim in items(claims)]
    for claim in read:
        text(claim[0]), word(claim[1], " ".join(VERDICTS)), text(claim[6])
        for each in items(claim[3]) + items(claim[4]):
            text(each)
    verdicts = {claim[0]: claim[1] for claim in read}
    wanted = set(demanded(model, verdicts))
    # Claims about what is beyond all rules are not demanded; nothing is shown where there is such a thing.
    beside = {name for name, how in verdicts.items() if model.beyond and how not in ("proved", "refuted")}
    need(len(verdicts) == len(read) and wanted <= set(verdicts) <= wanted | beside, "not the claims demanded")
    for lemma in items(lemmas):
        name, delay, windows, cycle = fields(lemma, "source delay windows cycle")
        sources = [source for source in model.sources if source.name == name]
        need(sources and name not in model.delays, "lemma")
        world, raised = model.part(sources[0], 0)
        found = stream_bound(world, raised, *read_windows(windows, cycle))
        need(number(delay) == found, "delay of a lemma")
        model.delays[name] = found
    used, by = set(), set()
    for name, how, theorem, assumed, rests, proof, _ in read:
        if how not in ("proved", "refuted"):
            need(theorem is None and proof is None and assumed == [] and rests == [], "a silent claim with a proof")
            continue
        need(not model.beyond, "beyond the rules")
        shown, expected, based = rule(model, name, how, proof)
        based = list(dict.fromkeys(based))
        need(theorem == shown and assumed == sorted(expected) and rests == based, "theorem, hypotheses or rests")
        need(all(each in verdicts or each.startswith("core/") for each in based), "rests on no claim")
        if proof.get("kind") == "by-demand":
            need(verdicts.get(based[0]) == "proved", "rests on what is not proved")
        used |= set(assumed)
        by.add(theorem)
    statements(hypotheses, used, "id text owner status evidence")
    statements(theorems, by, "id statement source")
    worst = max([VERDICTS.index(each) for each in verdicts.values()] + [0])
    need(verdict == VERDICTS[worst], "verdict")
    return verdict


# The first 16 digits of the hash of each statement { id, text, owner } and { id, statement, source }.
STATEMENTS = {
    "tasks-keep-their-word": "35d3e20807d5ed6c",
    "guest-work-conserving": "67126bc5ae740981",
    "vmm-enforces-budgets": "baa700e102a47a86",
    "vmm-costs": "2ea2010c7eed716f",
    "interrupts-keep-their-word": "b94af58fb8dd72a3",
    "contract-honoured": "a87a28e910a6c4cc",
    "contract-is-periodic-server": "5e0dcf4cf4b23ab3",
    "sporadic-server-correct": "afa3fd5d3220afae",
    "resource-protocol": "4d5df99cbfa21a78",
    "fp-response-time": "44e26a2585bfa5e7",
    "fp-table-phases": "fd176920f8e5a20f",
    "fp-non-preemptive": "419ea71bddb66085",
    "fp-non-preemptive-on-supply": "2a7630a85c023f33",
    "edf-demand": "77c43a4546ba6f28",
    "edf-non-preemptive": "4bc44b7928230b0f",
    "server-response-time": "4f6b0fb2c6617f54",
    "server-demand": "cd110ce4dbcb265c",
    "table-dominates-contract": "6cd7466b6a185f3b",
    "supply-dominates-contract": "d034303ad338c880",
    "interrupt-latency": "3242ec4445de5f06",
    "rest-of-quantum-starvation": "fcddb276e807fc14",
}


def main():
    sys.set_int_max_str_digits(0) if hasattr(sys, "set_int_max_str_digits") else None
    for line in sys.stdin.buffer:
        try:
            # A line separator of Unicode is a letter like others: only the line end that JSON.stringify never writes counts.
            print("accepted " + check(line.decode("utf-8").removesuffix("\n")))
        except (Refused, UnicodeDecodeError) as refusal:
            print("refused " + str(refusal).replace("\n", " "))


if __name__ == "__main__":
    main()
