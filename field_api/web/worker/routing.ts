/** How the service worker treats a request: pure, so that it is tested without a browser. */

/** The page of the app, a built file, what may change between versions; undefined: none of its business. */
export type Route = "page" | "kept" | "fresh" | undefined;

export function routeOf(method: string, url: URL, origin: string, isNavigation: boolean): Route {
  if (method !== "GET" || url.origin !== origin) return undefined;
  const { pathname } = url;
  if (isNavigation) return pathname.startsWith("/field/") ? "page" : undefined;
  if (pathname.startsWith("/assets/") || pathname.startsWith("/field/")) return "kept";
  return pathname === "/settings.json" ? "fresh" : undefined;
}
