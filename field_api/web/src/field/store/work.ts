/**
 * The work of one user on this phone: one database per user, so that the next user of the phone sees nothing of it.
 * Schema, opening, and the one path of upgrades. What is kept here is all there is until the server has confirmed it.
 */
import type { DBSchema, IDBPDatabase } from "idb";
import type { Bundle, BundleState } from "@/field/store/bundle";
import { openOnce } from "@/field/store/opening";
import { workDatabaseOf } from "@/field/store/session";
import type { Schemas } from "@/ground/api";
import { useAccount } from "@/ui/account";

/** `goneAt`: the server no longer lists it as open, and there is work on this phone that belongs to it. */
export type StoredAssignment = Schemas["Assignment"] & { goneAt?: string };
export type StoredAllocation = Schemas["Allocation"] & { goneAt?: string };
export type StoredHousehold = Schemas["HouseholdDetail"] & { pulledAt: string };

export interface StoredPhoto {
  bundleId: string;
  sha256: string;
  blob: Blob;
}

/** The payload of a finished bundle, letter by letter as it is sent. */
export interface StoredPayload {
  id: string;
  text: string;
}

export interface Pull {
  name: string;
  at: string;
}

export interface WorkSchema extends DBSchema {
  assignments: { key: string; value: StoredAssignment };
  households: { key: string; value: StoredHousehold };
  /** Key: code@version. */
  instruments: { key: string; value: Schemas["Instrument"] };
  rounds: { key: string; value: Schemas["Round"] };
  allocations: { key: string; value: StoredAllocation; indexes: { round: string } };
  pulls: { key: string; value: Pull };
  bundles: { key: string; value: Bundle; indexes: { state: BundleState } };
  payloads: { key: string; value: StoredPayload };
  photos: { key: [string, string]; value: StoredPhoto };
  settings: { key: string; value: unknown };
  /** Names of areas by their codes. */
  areas: { key: string; value: string };
}

export type Work = IDBPDatabase<WorkSchema>;

/** What was typed or photographed is on the disk, not in a buffer of the system, when its promise ends: a battery dies. */
export const ON_DISK: IDBTransactionOptions = { durability: "strict" };

const VERSION = 2;

/** The database of a user, opened once. */
export function workOf(userId: string): Promise<Work> {
  return openOnce<WorkSchema>(workDatabaseOf(userId), VERSION, createStores);
}

/** From whatever version a phone still has to the newest one. */
function createStores(work: Work, from: number): void {
  if (from < 1) createFirst(work);
  if (from < 2) work.createObjectStore("areas");
}

function createFirst(work: Work): void {
  work.createObjectStore("assignments", { keyPath: "id" });
  work.createObjectStore("households", { keyPath: "id" });
  work.createObjectStore("instruments");
  work.createObjectStore("rounds", { keyPath: "id" });
  work.createObjectStore("allocations", { keyPath: "id" }).createIndex("round", "round_id");
  work.createObjectStore("pulls", { keyPath: "name" });
  work.createObjectStore("bundles", { keyPath: "id" }).createIndex("state", "state");
  work.createObjectStore("payloads", { keyPath: "id" });
  work.createObjectStore("photos", { keyPath: ["bundleId", "sha256"] });
  work.createObjectStore("settings");
}

/** Whose work a page shows: taken once, so that what was typed goes to the one who typed it, whoever logs in next. */
export function useUserId(): string {
  const { session } = useAccount();
  if (!session.value) throw new Error("Pages with work are shown to somebody who is logged in.");
  return session.value.userId;
}
