/** The pages of the desk. A page is fetched when it is shown: `component: () => import("@/console/...")`. */
import type { RouteRecordRaw } from "vue-router";
import AccountPage from "@/console/account/AccountPage.vue";
import { DESK_ROLES } from "@/console/places";
import { RIGHTS } from "@/console/rights";
import LoginPage from "@/ui/LoginPage.vue";
import NotFoundPage from "@/ui/NotFoundPage.vue";

export const ROUTES: RouteRecordRaw[] = [
  // The guard leads from here to the first place of the menu.
  { path: "/", component: AccountPage, meta: { title: "console.title" } },
  { path: "/login", component: LoginPage, meta: { title: "login.title", open: true } },
  { path: "/overview", component: () => import("@/console/overview/OverviewPage.vue"), meta: { title: "console.overview", roles: DESK_ROLES } },
  { path: "/cases/:id?", component: () => import("@/console/review/CasesPage.vue"), meta: { title: "review.title", roles: RIGHTS.readCases } },
  { path: "/second-reviews", component: () => import("@/console/quality/SecondReviewsPage.vue"), meta: { title: "secondReview.title", roles: RIGHTS.reviewAgain } },
  { path: "/second-reviews/:id", component: () => import("@/console/quality/SecondReviewPage.vue"), meta: { title: "secondReview.one", roles: RIGHTS.reviewAgain } },
  { path: "/back-checks", component: () => import("@/console/quality/BackChecksPage.vue"), meta: { title: "backCheck.title", roles: RIGHTS.assignVisits } },
  { path: "/quality", component: () => import("@/console/quality/QualityPage.vue"), meta: { title: "quality.title", roles: RIGHTS.readQuality } },
  { path: "/lists", component: () => import("@/console/lists/ListsPage.vue"), meta: { title: "list.title", roles: RIGHTS.readLists } },
  { path: "/lists/:id", component: () => import("@/console/lists/ListPage.vue"), meta: { title: "list.one", roles: RIGHTS.readLists } },
  { path: "/rounds", component: () => import("@/console/rounds/RoundsPage.vue"), meta: { title: "round.title", roles: RIGHTS.readRounds } },
  { path: "/rounds/:id", component: () => import("@/console/rounds/RoundPage.vue"), meta: { title: "round.progress", roles: RIGHTS.readRounds } },
  { path: "/rounds/:id/allocations", component: () => import("@/console/rounds/AllocationsPage.vue"), meta: { title: "round.allocations", roles: RIGHTS.readRounds } },
  { path: "/rounds/:id/hand-overs", component: () => import("@/console/rounds/HandOversPage.vue"), meta: { title: "round.handOvers", roles: RIGHTS.readRounds } },
  { path: "/hand-overs/:id", component: () => import("@/console/rounds/HandOverPage.vue"), meta: { title: "round.handOver", roles: RIGHTS.readRounds } },
  { path: "/households", component: () => import("@/console/registry/HouseholdsPage.vue"), meta: { title: "registry.title", roles: RIGHTS.readRegistry } },
  { path: "/households/:id", component: () => import("@/console/registry/HouseholdPage.vue"), meta: { title: "registry.household", roles: RIGHTS.readRegistry } },
  { path: "/assignments", component: () => import("@/console/assignments/AssignmentsPage.vue"), meta: { title: "assignment.title", roles: RIGHTS.readAssignments } },
  { path: "/imports", component: () => import("@/console/imports/ImportsPage.vue"), meta: { title: "import.title", roles: RIGHTS.importPeople } },
  { path: "/imports/:id", component: () => import("@/console/imports/ImportPage.vue"), meta: { title: "import.one", roles: RIGHTS.importPeople } },
  { path: "/users", component: () => import("@/console/users/UsersPage.vue"), meta: { title: "user.title", roles: RIGHTS.readUsers } },
  { path: "/users/:id", component: () => import("@/console/users/UserPage.vue"), meta: { title: "user.one", roles: RIGHTS.readUsers } },
  { path: "/record", component: () => import("@/console/record/JournalPage.vue"), meta: { title: "record.journal", roles: RIGHTS.readRecord } },
  { path: "/record/looks", component: () => import("@/console/record/LooksPage.vue"), meta: { title: "record.looks", roles: RIGHTS.readRecord } },
  { path: "/account", component: AccountPage, meta: { title: "account.title" } },
  { path: "/:rest(.*)*", component: NotFoundPage, meta: { title: "app.notFound", open: true } },
];
