/** What a phone keeps of the log, to sign it together with what it saw. */
import { describe, expect, it } from "vitest";
import { checkpointOf } from "@/field/device/checkpoint";

const ROOT = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
const note = (size: string, root = ROOT) => `dinsos.example/log\n${size}\n${root}\n\n— dinsos.example/log c2lnbmVk\n`;

describe("a checkpoint of the log", () => {
  it("is kept as its origin, size and root", () => {
    expect(checkpointOf(note("1042"))).toEqual({ origin: "dinsos.example/log", size: 1042, root: ROOT });
  });

  it.each(["0", "-1", "1.5", "01", "9".repeat(16), ""])("with the size %j is none", (size) => {
    expect(checkpointOf(note(size))).toBeNull();
  });

  it.each(["", "short", `${ROOT}${ROOT}`, ROOT.replace("=", "!")])("with the root %j is none", (root) => {
    expect(checkpointOf(note("5", root))).toBeNull();
  });

  it("is none when a page came instead", () => {
    expect(checkpointOf("<!doctype html>\n<html>\n")).toBeNull();
  });
});
