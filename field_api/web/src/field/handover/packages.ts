/** What became of each package, by the server's word and by what this phone has not sent yet; totals of it. Pure. */
import type { Bundle } from "@/field/store/bundle";
import type { StoredAllocation } from "@/field/store/work";
import { holding } from "@/field/today/search";

/** on_the_way: handed over, and the server has not all of it. */
export type PackageState = "pending" | "draft" | "failed" | "on_the_way" | "confirmed" | "refused";

export interface Package {
  allocation: StoredAllocation;
  state: PackageState;
  /** The newest bundle of this phone. */
  bundle?: Bundle;
}

export function packagesOf(allocations: readonly StoredAllocation[], bundles: readonly Bundle[]): Package[] {
  const byTime = bundles.filter((each) => each.kind === "hand_over").sort((one, other) => (one.id < other.id ? -1 : 1));
  const newest = new Map(byTime.map((bundle) => [bundle.subjectId, bundle]));
  return allocations.map((allocation) => {
    const bundle = newest.get(allocation.id);
    return { allocation, state: stateOf(allocation, bundle), ...(bundle && { bundle }) };
  });
}

function stateOf(allocation: StoredAllocation, bundle: Bundle | undefined): PackageState {
  // A delivery outweighs everything, whoever made it.
  if (allocation.state === "confirmed") return "confirmed";
  const here = bundle && stateHere(bundle);
  if (here && here !== "draft") return here;
  if (allocation.state === "photos_pending") return "on_the_way";
  return here ?? (allocation.state === "failed" ? "failed" : "pending");
}

function stateHere(bundle: Bundle): PackageState {
  if (bundle.state === "draft" || bundle.state === "refused") return bundle.state;
  if (bundle.kind === "hand_over" && bundle.content.outcome === "not_delivered") return "failed";
  return bundle.state === "complete" ? "confirmed" : "on_the_way";
}

export interface Totals {
  /** Code of the RW; "" for all of them. */
  area: string;
  planned: number;
  confirmed: number;
  onTheWay: number;
  failed: number;
  /** Nobody has handed it over, or finished saying so. */
  pending: number;
}

const RW_SEGMENTS = 5;

/** One line for each RW, by code. */
export function totalsByRw(packages: readonly Package[]): Totals[] {
  const areas = new Map<string, Package[]>();
  for (const each of packages) {
    const area = each.allocation.area_code.split(".").slice(0, RW_SEGMENTS).join(".");
    areas.set(area, [...(areas.get(area) ?? []), each]);
  }
  return [...areas].sort(([one], [other]) => (one < other ? -1 : 1)).map(([area, some]) => totalsOf(some, area));
}

export function totalsOf(packages: readonly Package[], area = ""): Totals {
  const inState = (...states: PackageState[]) => packages.filter((each) => states.includes(each.state)).length;
  return {
    area,
    planned: packages.length,
    confirmed: inState("confirmed"),
    onTheWay: inState("on_the_way"),
    failed: inState("failed"),
    pending: inState("pending", "draft", "refused"),
  };
}

/**
 * Packages whose recipient has these words in name, address or place, or a number with these last digits;
 * `placeNameOf` names an area as the list shows it.
 */
export function foundPackages(packages: readonly Package[], search: string, placeNameOf: (areaCode: string) => string): Package[] {
  const digits = search.replace(/\s/g, "");
  if (/^\d{4}$/.test(digits) || /^\d{16}$/.test(digits)) return packages.filter((each) => hasNumber(each, digits));
  const holds = holding(search);
  return packages.filter(({ allocation: { recipient, area_code } }) =>
    holds(`${recipient.name ?? ""} ${recipient.address ?? ""} ${placeNameOf(area_code)}`),
  );
}

/** Whether the shown digits of a masked number are those of a whole one, or of its last four. */
function hasNumber({ allocation: { recipient } }: Package, digits: string): boolean {
  const masked = [...recipient.family_cards_masked, ...(recipient.nik_masked ? [recipient.nik_masked] : [])];
  return masked.some((number) =>
    digits.length === 4
      ? number.endsWith(digits)
      : number.length === digits.length && [...number].every((sign, place) => sign === "*" || sign === digits[place]),
  );
}

/** The number of sixteen digits in what a camera read from a card, or undefined. */
export function numberIn(read: string): string | undefined {
  return /(?<!\d)\d{16}(?!\d)/.exec(read)?.[0];
}
