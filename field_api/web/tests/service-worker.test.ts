import { expect, it } from "vitest";
import { routeOf } from "../worker/routing";

const ORIGIN = "https://field.example";

it.each([
  ["GET", "/field/", true, "page"],
  ["GET", "/field/visits/0193?step=2", true, "page"],
  ["GET", "/console/", true, undefined],
  ["GET", "/assets/map-1f.js", false, "kept"],
  ["GET", "/field/manifest.webmanifest", false, "kept"],
  ["GET", "/settings.json", false, "fresh"],
  ["GET", "/v1/assignments", false, undefined],
  ["PATCH", "/v1/photos/00", false, undefined],
  ["POST", "/field/", true, undefined],
])("%s %s (navigation: %s) is treated as %s", (method, path, isNavigation, route) => {
  expect(routeOf(method, new URL(path, ORIGIN), ORIGIN, isNavigation)).toBe(route);
});

it("nothing of a stranger is kept", () => {
  expect(routeOf("GET", new URL("https://tiles.example/assets/1.png"), ORIGIN, false)).toBeUndefined();
});
