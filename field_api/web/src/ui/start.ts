/** What both apps do before their first page is shown. */
import "@/ui/tokens.css";
import "@/ui/elements.css";
import { type Component, createApp, type Plugin } from "vue";
import { createRouter, createWebHistory, type RouteRecordRaw } from "vue-router";
import type { Account } from "@/ground/account";
import { ACCOUNT } from "@/ui/account";
import { announcePages, guardPages } from "@/ui/navigation";
import { speakOfFields } from "@/ui/validity";
import { speakAsBefore } from "@/words";

interface App {
  name: "field" | "console";
  root: Component;
  routes: RouteRecordRaw[];
  account: Account;
  /** The first page of whoever is logged in. */
  home: () => string | Promise<string>;
  words: Plugin;
}

export async function start({ name, root, routes, account, home, words }: App): Promise<void> {
  document.documentElement.dataset["app"] = name;
  const router = createRouter({
    history: createWebHistory(`/${name}/`),
    routes,
    scrollBehavior: (_to, _from, kept) => kept ?? { top: 0 },
  });
  guardPages(router, account, home);
  announcePages(router);
  reloadWhenOutdated();
  speakOfFields();
  await Promise.all([account.restore(), speakAsBefore()]);
  createApp(root).use(words).use(router).provide(ACCOUNT, account).mount("#app");
}

const RELOADED_AT = "reloaded-at";
const LEAST_BETWEEN_MILLISECONDS = 30_000;

/** A part of the page that is gone from the server belongs to a version before: load the page anew, but not again and again. */
function reloadWhenOutdated(): void {
  addEventListener("vite:preloadError", (event) => {
    const last = Number(sessionStorage.getItem(RELOADED_AT) ?? 0);
    if (!navigator.onLine || Date.now() - last < LEAST_BETWEEN_MILLISECONDS) return;
    event.preventDefault();
    sessionStorage.setItem(RELOADED_AT, String(Date.now()));
    location.reload();
  });
}
