/** What both apps say about their pages: who sees which link, what the title is, where the focus goes. */
import { nextTick } from "vue";
import type { Router } from "vue-router";
import type { Account, Role } from "@/ground/account";
import type { IconName } from "@/ui/icons";
import { say, whenLanguageChanges } from "@/words";

/** A link of the main menu; `roles` see it, everybody does when it is left out. */
export interface Place {
  to: string;
  /** Key of its word. */
  word: string;
  icon: IconName;
  roles?: readonly Role[];
}

declare module "vue-router" {
  interface RouteMeta {
    /** Key of the word that names the page, in the title of the window too. */
    title: string;
    /** Whoever has no session may see it. */
    open?: boolean;
    roles?: readonly Role[];
  }
}

/**
 * Once a page is shown its title is set and its heading gets the focus, so that a screen reader says where it is.
 * A change of the query alone (filters of a table) leaves the focus where it was.
 */
export function announcePages(router: Router): void {
  const nameWindow = () => {
    const { title } = router.currentRoute.value.meta;
    // There is none before the first page.
    if (title) document.title = say(title);
  };
  whenLanguageChanges(nameWindow);
  router.afterEach(async (to, from) => {
    nameWindow();
    if (to.path === from.path || from.matched.length === 0) return;
    await nextTick();
    const heading = document.querySelector("h1");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
  });
}

/** Nobody sees a page without a session, nor one that no role of theirs may use. `home` is where they go instead. */
export function guardPages(router: Router, account: Account, home: () => string | Promise<string>): void {
  router.beforeEach((to) => {
    if (to.meta.open) return true;
    if (!account.session.value) return { path: "/login", query: to.path === "/" ? {} : { next: to.fullPath } };
    if (to.path === "/") return home();
    if (to.meta.roles && !account.holds(...to.meta.roles)) return home();
    return true;
  });
}

/** Where to go after a login: the page that asked for it, never an address of somebody else. */
export function nextPage(next: unknown): string {
  return typeof next === "string" && /^\/(?!\/)/.test(next) ? next : "/";
}

/** The first place that this account sees. */
export function firstPlace(places: readonly Place[], account: Account): string {
  return places.find((place) => !place.roles || account.holds(...place.roles))?.to ?? "/account";
}
