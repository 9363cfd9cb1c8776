/** The pages of the field app. All of them lie in the cache of the service worker, so each may be fetched when shown. */
import type { RouteRecordRaw } from "vue-router";
import AccountPage from "@/field/account/AccountPage.vue";
import LoginPage from "@/field/account/LoginPage.vue";
import NotFoundPage from "@/ui/NotFoundPage.vue";

export const ROUTES: RouteRecordRaw[] = [
  // The guard leads from here to the first place of the menu.
  { path: "/", component: AccountPage, meta: { title: "field.title" } },
  { path: "/login", component: LoginPage, meta: { title: "login.title", open: true } },
  { path: "/today", component: () => import("@/field/today/TodayPage.vue"), meta: { title: "today.title" } },
  { path: "/sending", component: () => import("@/field/sending/SendingPage.vue"), meta: { title: "sending.title" } },
  { path: "/sending/:id", component: () => import("@/field/sending/BundlePage.vue"), props: true, meta: { title: "sending.oneTitle" } },
  { path: "/account", component: AccountPage, meta: { title: "account.title" } },
  { path: "/:rest(.*)*", component: NotFoundPage, meta: { title: "app.notFound", open: true } },
];
