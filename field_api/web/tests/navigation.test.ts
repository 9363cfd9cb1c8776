import { expect, it } from "vitest";
import { nextPage } from "@/ui/navigation";

it.each([
  ["/rounds?state=open", "/rounds?state=open"],
  ["//evil.example", "/"],
  ["https://evil.example", "/"],
  [["/a", "/b"], "/"],
  [undefined, "/"],
])("after a login %o leads to %s", (asked, page) => {
  expect(nextPage(asked)).toBe(page);
});
