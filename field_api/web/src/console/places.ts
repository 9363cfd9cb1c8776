/** The main menu of the desk, in the order in which it is shown; a page that is not built is not here. */
import type { Role } from "@/ground/account";
import type { Place } from "@/ui/navigation";

/** Roles that work at a desk. */
export const DESK_ROLES: readonly Role[] = [
  "kelurahan",
  "dinsos_reviewer",
  "dinsos_approver",
  "auditor",
  "administrator",
];

export const PLACES: readonly Place[] = [{ to: "/account", word: "app.account", icon: "account" }];
