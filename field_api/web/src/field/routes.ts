/** The pages of the field app. All of them lie in the cache of the service worker, so each may be fetched when shown. */
import type { RouteRecordRaw } from "vue-router";
import AccountPage from "@/field/account/AccountPage.vue";
import { OFFICERS } from "@/field/places";
import LoginPage from "@/ui/LoginPage.vue";
import NotFoundPage from "@/ui/NotFoundPage.vue";

export const ROUTES: RouteRecordRaw[] = [
  // The guard leads from here to the first place of the menu.
  { path: "/", component: AccountPage, meta: { title: "field.title" } },
  { path: "/login", component: LoginPage, meta: { title: "login.title", open: true } },
  { path: "/today", component: () => import("@/field/today/TodayPage.vue"), meta: { title: "today.title" } },
  { path: "/handover", component: () => import("@/field/handover/HandoverPage.vue"), meta: { title: "handover.title", roles: OFFICERS } },
  { path: "/packages/:id", component: () => import("@/field/handover/PackagePage.vue"), props: true, meta: { title: "handover.one", roles: OFFICERS } },
  { path: "/sending", component: () => import("@/field/sending/SendingPage.vue"), meta: { title: "sending.title" } },
  { path: "/sending/:id", component: () => import("@/field/sending/BundlePage.vue"), props: true, meta: { title: "sending.oneTitle" } },
  { path: "/assignments/:id", component: () => import("@/field/household/HouseholdPage.vue"), meta: { title: "household.title" } },
  {
    path: "/visits/:id",
    component: () => import("@/field/visit/VisitFrame.vue"),
    children: [
      // Leads to where the visit was left.
      { path: "", component: NotFoundPage, meta: { title: "visit.title.position" } },
      { path: "position", component: () => import("@/field/visit/PositionStep.vue"), meta: { title: "visit.title.position", step: "position" } },
      { path: "photos", component: () => import("@/field/visit/PhotosStep.vue"), meta: { title: "visit.title.photos", step: "photos" } },
      { path: "checklist", component: () => import("@/field/visit/ChecklistStep.vue"), meta: { title: "visit.title.checklist", step: "checklist" } },
      { path: "people", component: () => import("@/field/visit/PeopleStep.vue"), meta: { title: "visit.title.people", step: "people" } },
      { path: "summary", component: () => import("@/field/visit/SummaryStep.vue"), meta: { title: "visit.title.summary", step: "summary" } },
    ],
  },
  { path: "/transfer", component: () => import("@/field/transfer/TransferPage.vue"), meta: { title: "transfer.title" } },
  { path: "/account", component: AccountPage, meta: { title: "account.title" } },
  { path: "/:rest(.*)*", component: NotFoundPage, meta: { title: "app.notFound", open: true } },
];
