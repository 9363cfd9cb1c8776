/** The main menu of the field app, in the order in which it is shown; a page that is not built is not here. */
import type { Role } from "@/ground/account";
import type { Place } from "@/ui/navigation";

/** Roles that work in the field: verifiers visit, RT, RW and kelurahan hand over. */
export const FIELD_ROLES: readonly Role[] = ["verifier", "rt", "rw", "kelurahan"];
/** Those of them who visit houses. */
export const VERIFIERS: readonly Role[] = ["verifier"];
/** Those of them who hand over packages. */
export const OFFICERS: readonly Role[] = ["rt", "rw", "kelurahan"];

export const PLACES: readonly Place[] = [
  { to: "/today", word: "today.title", icon: "list", roles: VERIFIERS },
  { to: "/handover", word: "handover.title", icon: "box", roles: OFFICERS },
  { to: "/sending", word: "sending.title", icon: "send", roles: FIELD_ROLES },
  { to: "/account", word: "app.account", icon: "account" },
];
