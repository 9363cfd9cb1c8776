/** The main menu of the desk, in the order in which it is shown; a page that is not built is not here. */
import { RIGHTS } from "@/console/rights";
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

export const PLACES: readonly Place[] = [
  { to: "/overview", word: "console.overview", icon: "home", roles: DESK_ROLES },
  { to: "/cases", word: "review.title", icon: "check", roles: RIGHTS.readCases },
  { to: "/second-reviews", word: "console.secondReviews", icon: "search", roles: RIGHTS.reviewAgain },
  { to: "/quality", word: "console.quality", icon: "info", roles: RIGHTS.readQuality },
  { to: "/lists", word: "console.lists", icon: "seal", roles: RIGHTS.readLists },
  { to: "/rounds", word: "console.rounds", icon: "box", roles: RIGHTS.readRounds },
  { to: "/households", word: "console.registry", icon: "people", roles: RIGHTS.readRegistry },
  { to: "/assignments", word: "console.assignments", icon: "send", roles: RIGHTS.readAssignments },
  { to: "/back-checks", word: "console.backChecks", icon: "reload", roles: RIGHTS.assignVisits },
  { to: "/imports", word: "console.imports", icon: "import", roles: RIGHTS.importPeople },
  { to: "/users", word: "console.users", icon: "account", roles: RIGHTS.readUsers },
  { to: "/record", word: "console.record", icon: "clock", roles: RIGHTS.readRecord },
  { to: "/account", word: "app.account", icon: "account" },
];
