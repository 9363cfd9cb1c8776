/** The pages of the desk. A page is fetched when it is shown: `component: () => import("@/console/...")`. */
import type { RouteRecordRaw } from "vue-router";
import AccountPage from "@/console/account/AccountPage.vue";
import LoginPage from "@/console/account/LoginPage.vue";
import NotFoundPage from "@/ui/NotFoundPage.vue";

export const ROUTES: RouteRecordRaw[] = [
  // The guard leads from here to the first place of the menu.
  { path: "/", component: AccountPage, meta: { title: "console.title" } },
  { path: "/login", component: LoginPage, meta: { title: "login.title", open: true } },
  { path: "/account", component: AccountPage, meta: { title: "account.title" } },
  { path: "/:rest(.*)*", component: NotFoundPage, meta: { title: "app.notFound", open: true } },
];
