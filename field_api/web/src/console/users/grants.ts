/** Roles for an area and a period, as a form holds them and as the API takes them. */
import type { Role } from "@/ground/account";
import type { Schemas } from "@/ground/api";
import { dayOf, holdsOn } from "@/ground/time";

export type Grant = Schemas["Grant"];

export const ROLES: readonly Role[] = [
  "verifier",
  "rt",
  "rw",
  "kelurahan",
  "dinsos_reviewer",
  "dinsos_approver",
  "auditor",
  "administrator",
];

/** Roles that are held where somebody walks from door to door. */
export const LOCAL: ReadonlySet<string> = new Set<Role>(["verifier", "rt", "rw", "kelurahan"]);

/** What a form holds; "" is left open. */
export interface GrantDraft {
  role: string;
  area: string;
  /** The whole country, said so; no area is not enough to say it. */
  isEverywhere: boolean;
  from: string;
  to: string;
}

/** A form as it begins: from today on. */
export function newGrant(): GrantDraft {
  return { role: "", area: "", isEverywhere: false, from: dayOf(new Date()), to: "" };
}

export type Standing = "now" | "later" | "over";

/** The API takes the day after the last one; a person says the last one. */
export function grantOf(draft: GrantDraft): Grant {
  return {
    role: draft.role as Role,
    area_code: draft.isEverywhere ? "" : draft.area,
    valid_from: draft.from,
    valid_to: draft.to ? dayAfter(draft.to) : null,
  };
}

export function dayAfter(day: string): string {
  return shifted(day, 1);
}

export function dayBefore(day: string): string {
  return shifted(day, -1);
}

function shifted(day: string, days: number): string {
  const moment = new Date(`${day}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}

export function standingOf(grant: Grant, today: string): Standing {
  if (holdsOn(today, grant.valid_from, grant.valid_to)) return "now";
  return grant.valid_from > today ? "later" : "over";
}

/** Those in force first, then those to come, then those that are over. */
export function inOrder(grants: readonly Grant[], today: string): Grant[] {
  const ORDER: Record<Standing, number> = { now: 0, later: 1, over: 2 };
  return grants.toSorted(
    (one, other) =>
      ORDER[standingOf(one, today)] - ORDER[standingOf(other, today)] || one.valid_from.localeCompare(other.valid_from),
  );
}

/** Long enough, and easy to read out: five groups of four letters that are not taken for one another. */
export function suggestedPassword(random: (count: number) => Uint8Array): string {
  const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
  const letters = Array.from(random(20), (byte) => LETTERS[byte % LETTERS.length]);
  return [0, 4, 8, 12, 16].map((first) => letters.slice(first, first + 4).join("")).join("-");
}
