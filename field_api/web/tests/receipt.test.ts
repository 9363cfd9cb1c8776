/** A receipt of the server, checked without it; and whatever is changed of it, does not hold. */
import { readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { checkReceipt, type Holding } from "@/receipt/receipt";

const known = JSON.parse(readFileSync(new URL("receipt-cases.json", import.meta.url), "utf8")) as {
  log: string;
  witness: string;
  receipt: Record<string, unknown> & { statement: Record<string, unknown>; proof: string[]; salt: string; checkpoint: string };
};

type Change = (receipt: (typeof known)["receipt"]) => void;

function changed(change: Change = () => undefined): string {
  const copy = structuredClone(known.receipt);
  change(copy);
  return JSON.stringify(copy);
}

const check = (file: string, key = known.log, witnesses = "") => checkReceipt(file, key, witnesses);

describe("a receipt of the server", () => {
  it("holds with nothing but the key of the log", async () => {
    expect(await check(changed())).toMatchObject({
      index: 613,
      origin: "dinsos.example/log",
      size: 1000,
      seen: [],
      statement: { event: "visit.completed", data: { after: { size: 250 } } },
    });
  });

  it("says which witnesses saw it, and when", async () => {
    const stranger = "weg.example/witness+00000000+BAAA";
    const found = (await check(changed(), known.log, `${known.witness}\n`)) as Holding;
    expect(found.seen).toEqual([{ name: "kampus.example/witness", at: new Date("2026-11-22T05:00:09Z") }]);
    expect(found.witnesses).toBe(1);
    expect(await check(changed(), known.log, stranger)).toBe("witness_wrong");
  });

  it("asks no server", async () => {
    const asked = vi.fn();
    vi.stubGlobal("fetch", asked);
    await check(changed());
    vi.unstubAllGlobals();
    expect(asked).not.toHaveBeenCalled();
  });
});

describe("what was changed", () => {
  const flip = (text: string, place = 3) => text.slice(0, place) + (text[place] === "A" ? "B" : "A") + text.slice(place + 1);
  const cases: [string, string, Change][] = [
    ["a word of the statement", "not_included", (receipt) => (receipt.statement["event"] = "visit.submitted")],
    ["a member more", "not_included", (receipt) => (receipt.statement["more"] = 1)],
    ["the salt", "not_included", (receipt) => (receipt.salt = flip(receipt.salt))],
    ["the place", "not_included", (receipt) => (receipt["index"] = 612)],
    ["a hash of the proof", "not_included", (receipt) => (receipt.proof[4] = flip(receipt.proof[4] ?? ""))],
    ["a hash less", "not_included", (receipt) => receipt.proof.pop()],
    ["a hash more", "not_included", (receipt) => receipt.proof.push(receipt.proof[0] ?? "")],
    ["the size", "unsigned", (receipt) => (receipt.checkpoint = receipt.checkpoint.replace("\n1000\n", "\n1001\n"))],
    ["the origin", "unsigned", (receipt) => (receipt.checkpoint = receipt.checkpoint.replace("dinsos.example/log\n", "x.example/log\n"))],
    ["no signature", "unsigned", (receipt) => (receipt.checkpoint = `${receipt.checkpoint.split("\n\n")[0]}\n\n`)],
    ["a fraction", "no_receipt", (receipt) => (receipt.statement["more"] = 0.5)],
    ["the format", "no_receipt", (receipt) => (receipt["format"] = "other")],
    ["a part less", "no_receipt", (receipt) => Reflect.deleteProperty(receipt, "proof")],
  ];

  it.each(cases)("%s is noticed", async (_, fault, change) => {
    expect(await check(changed(change))).toBe(fault);
  });

  it.each(["", "x", "null", "[]"])("the file %j is no receipt", async (file) => {
    expect(await check(file)).toBe("no_receipt");
  });

  it.each(["", "a+b+c", "dinsos.example/log+00000000+AQ=="])("the key %j is none", async (key) => {
    expect(await check(changed(), key)).toBe("key_wrong");
  });

  it("the key of somebody else does not fit, nor does that of a witness", async () => {
    expect(await check(changed(), known.witness)).toBe("key_wrong");
    expect(await check(changed(), known.log, known.log)).toBe("witness_wrong");
  });

  it("a browser without Ed25519 says so", async () => {
    vi.stubGlobal("crypto", { subtle: { importKey: () => Promise.reject(new Error("NotSupportedError")) } });
    expect(await check(changed())).toBe("no_ed25519");
    vi.unstubAllGlobals();
  });
});
