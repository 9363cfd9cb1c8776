/** What is to be done today, as rows of one list: which, in what state, in which order. Pure. */
import { metresBetween, type Place, placeOf } from "@/field/position/fix";
import type { Bundle } from "@/field/store/bundle";
import type { StoredAllocation, StoredAssignment } from "@/field/store/work";
import { holding } from "@/field/today/search";

/** open: nothing done yet · tried: not delivered so far · draft: begun here · waiting: finished, to be sent · refused */
export type RowState = "open" | "tried" | "draft" | "waiting" | "refused";

export interface Row {
  kind: "visit" | "hand_over";
  /** The assignment or the allocation; the bundle when neither is known here. */
  id: string;
  to: string;
  title: string;
  detail: string;
  areaCode: string;
  state: RowState;
  bundleId?: string;
  /** Why the desk sent it back, and which photos it wants; undefined when it is the first visit. */
  returned?: { reason: string; photoKinds: readonly string[] };
  dueOn?: string;
  /** The desk has taken it back, or closed the round, while there is work on this phone. */
  isGone: boolean;
  place?: Place;
  metres?: number;
}

export interface Known {
  assignments: readonly StoredAssignment[];
  allocations: readonly StoredAllocation[];
  bundles: readonly Bundle[];
}

/** All rows that are not settled. A bundle whose assignment or package is not known any more has a row of its own. */
export function rowsOf({ assignments, allocations, bundles }: Known): Row[] {
  const latest = latestBySubject(bundles);
  const subjects = new Set([...assignments, ...allocations].map((each) => each.id));
  const settled = (id: string) => latest.get(id)?.state === "complete";
  return [
    ...assignments.filter((each) => !settled(each.id)).map((each) => visitRow(each, latest.get(each.id))),
    ...allocations
      .filter((each) => isOpen(each, latest.get(each.id)))
      .map((each) => packageRow(each, latest.get(each.id))),
    ...bundles.filter((each) => !subjects.has(each.subjectId) && each.state !== "complete").map(orphanRow),
  ];
}

function latestBySubject(bundles: readonly Bundle[]): Map<string, Bundle> {
  const byTime = [...bundles].sort((one, other) => (one.id < other.id ? -1 : 1));
  return new Map(byTime.map((bundle) => [bundle.subjectId, bundle]));
}

function visitRow(assignment: StoredAssignment, bundle: Bundle | undefined): Row {
  const { id, household, area_code: areaCode, due_on: dueOn } = assignment;
  const place = placeOf(household);
  return {
    kind: "visit",
    id,
    to: `/assignments/${id}`,
    title: household.address,
    detail: "",
    areaCode,
    state: bundle ? stateOf(bundle) : "open",
    isGone: assignment.goneAt !== undefined,
    ...(bundle && { bundleId: bundle.id }),
    ...(assignment.return_reason !== null && {
      returned: { reason: assignment.return_reason, photoKinds: assignment.return_photo_kinds },
    }),
    ...(dueOn !== null && { dueOn }),
    ...(place && { place }),
  };
}

/** A package is to be handed over when nobody has done so, neither there nor here. */
function isOpen(allocation: StoredAllocation, bundle: Bundle | undefined): boolean {
  if (bundle && bundle.state !== "complete") return true;
  if (bundle?.kind === "hand_over" && bundle.content.outcome === "delivered") return false;
  return allocation.goneAt === undefined && (allocation.state === "pending" || allocation.state === "failed");
}

function packageRow(allocation: StoredAllocation, bundle: Bundle | undefined): Row {
  const { id, recipient, area_code: areaCode } = allocation;
  const place = placeOf(recipient);
  const isBegun = bundle !== undefined && bundle.state !== "complete";
  const wasTried = allocation.state === "failed" || bundle?.state === "complete";
  return {
    kind: "hand_over",
    id,
    to: `/packages/${id}`,
    title: recipient.name ?? recipient.address ?? id.slice(-8),
    detail: recipient.name ? (recipient.address ?? "") : "",
    areaCode,
    state: isBegun ? stateOf(bundle) : wasTried ? "tried" : "open",
    isGone: allocation.goneAt !== undefined,
    ...(isBegun && { bundleId: bundle.id }),
    ...(place && { place }),
  };
}

function orphanRow(bundle: Bundle): Row {
  const isDraft = bundle.state === "draft";
  const page = bundle.kind === "visit" ? `/visits/${bundle.id}` : `/packages/${bundle.subjectId}`;
  return {
    kind: bundle.kind,
    id: bundle.subjectId || bundle.id,
    to: isDraft ? page : `/sending/${bundle.id}`,
    title: bundle.label,
    detail: "",
    areaCode: "",
    state: stateOf(bundle),
    bundleId: bundle.id,
    isGone: bundle.subjectId !== "",
  };
}

function stateOf(bundle: Bundle): RowState {
  return bundle.state === "draft" || bundle.state === "refused" ? bundle.state : "waiting";
}

/**
 * What asks for attention first: refused, then sent back by the desk; what only waits to be sent comes last. Within
 * these the nearest first; what has no place, or all when nobody knows where we are, by area and address.
 */
export function inOrder(rows: readonly Row[], here: Place | undefined): Row[] {
  const measured = rows.map((row) =>
    here && row.place ? { ...row, metres: metresBetween(here, row.place) } : row,
  );
  return measured.sort(
    (one, other) =>
      rank(one) - rank(other) ||
      (one.metres ?? Infinity) - (other.metres ?? Infinity) ||
      `${one.areaCode} ${one.title}`.localeCompare(`${other.areaCode} ${other.title}`, "id", { numeric: true }),
  );
}

function rank(row: Row): number {
  if (row.state === "refused") return 0;
  if (row.state === "waiting") return 3;
  return row.returned ? 1 : 2;
}

/** Rows in which every word of the search occurs; `placeNameOf` names an area as the rows show it. */
export function found(rows: readonly Row[], search: string, placeNameOf: (areaCode: string) => string): Row[] {
  const holds = holding(search);
  return rows.filter((row) => holds(`${row.title} ${row.detail} ${placeNameOf(row.areaCode)} ${row.returned?.reason ?? ""}`));
}
