import { describe, expect, it } from "vitest";
import { checkCard, contentToSend, lastFour, missingOf, withoutEnd } from "@/field/handover/form";
import { foundPackages, numberIn, packagesOf, totalsByRw, totalsOf } from "@/field/handover/packages";
import type { Bundle } from "@/field/store/bundle";
import type { StoredAllocation } from "@/field/store/work";

const RECIPIENT = { name: "Ibu Sri", nik_masked: "359901******0007", address: "Jalan Kenanga 4", family_cards_masked: ["359901******1234"], latitude_e7: null, longitude_e7: null };

function allocation(id: string, state = "pending", more: object = {}): StoredAllocation {
  return { id, area_code: "35.99.01.1001.001.002", state, recipient: RECIPIENT, ...more } as unknown as StoredAllocation;
}
function handOver(subjectId: string, state: string, outcome = "delivered", id = "1"): Bundle {
  return { id, kind: "hand_over", subjectId, state, content: { outcome } } as unknown as Bundle;
}

describe("the card at the door", () => {
  it.each([
    ["", "unasked"],
    ["12", "unasked"],
    ["1234", "matches"],
    ["3599 0100 0000 1234", "matches"],
    ["0007", "differs"],
  ])("typed as %j %s", (typed, said) => {
    expect(checkCard(RECIPIENT, typed)).toBe(said);
  });

  it("is compared by the NIK where there is no card, and not at all where there is neither", () => {
    expect(checkCard({ ...RECIPIENT, family_cards_masked: [] }, "0007")).toBe("matches");
    expect(checkCard({ ...RECIPIENT, family_cards_masked: [], nik_masked: null }, "")).toBe("nothing");
  });

  it("is shown without the digits that are asked for", () => {
    expect(withoutEnd("359901******1234")).toBe("359901******····");
    expect(lastFour("359901******1234")).toBe("1234");
  });
});

describe("what is missing", () => {
  const position = { latitude_e7: 1, longitude_e7: 2 };

  it("is the outcome before everything else", () => {
    expect(missingOf({}, [], "unasked")).toEqual(["outcome"]);
  });

  it("of a delivery is the card, who received it, a photo and a position", () => {
    expect(missingOf({ outcome: "delivered" }, [{ kind: "package" }], "unasked")).toEqual(["card", "received_by", "photo", "position"]);
    expect(missingOf({ outcome: "delivered", received_by: "self", position }, [{ kind: "hand_over" }], "matches")).toEqual([]);
  });

  it("is who the other person was, and a word about a card that differs", () => {
    const content = { outcome: "delivered", received_by: "proxy", receiver_name: " ", position_missing_reason: "di dalam gudang" } as const;

    expect(missingOf(content, [{ kind: "hand_over" }], "differs")).toEqual(["receiver_name", "receiver_relationship", "note"]);
  });

  it("of a package that was not delivered is the reason alone", () => {
    expect(missingOf({ outcome: "not_delivered" }, [], "unasked")).toEqual(["failure"]);
    expect(missingOf({ outcome: "not_delivered", failure: "moved" }, [], "unasked")).toEqual([]);
  });
});

it("what is sent holds nothing of the outcome that was not", () => {
  const typed = { allocation_id: "a", received_by: "proxy", receiver_name: "Adi ", receiver_relationship: "anak", failure: "moved", note: " ", position_missing_reason: " " } as const;

  expect(contentToSend({ ...typed, outcome: "delivered" }, "matches")).toMatchObject({ receiver_name: "Adi", failure: null, card_check: "matches", note: "", position_missing_reason: null });
  expect(contentToSend({ ...typed, outcome: "delivered" }, "nothing")).toMatchObject({ card_check: "no_number" });
  expect(contentToSend({ ...typed, outcome: "not_delivered" }, "matches")).toMatchObject({ card_check: null, received_by: null, receiver_name: null, receiver_relationship: null, failure: "moved", note: "" });
});

describe("what became of a package", () => {
  it.each([
    ["pending", undefined, "pending"],
    ["failed", undefined, "failed"],
    ["photos_pending", undefined, "on_the_way"],
    ["confirmed", handOver("a", "refused"), "confirmed"],
    ["pending", handOver("a", "draft"), "draft"],
    ["pending", handOver("a", "ready"), "on_the_way"],
    ["pending", handOver("a", "complete"), "confirmed"],
    ["pending", handOver("a", "ready", "not_delivered"), "failed"],
    ["failed", handOver("a", "draft"), "draft"],
    ["photos_pending", handOver("a", "refused"), "refused"],
  ])("there %s, here %o: %s", (there, here, state) => {
    expect(packagesOf([allocation("a", there)], here ? [here] : [])[0]?.state).toBe(state);
  });

  it("adds up for each RW", () => {
    const elsewhere = { area_code: "35.99.01.1001.002.001" };
    const packages = packagesOf(
      [allocation("a", "confirmed"), allocation("b"), allocation("c", "failed"), allocation("d", "pending", elsewhere)],
      [handOver("b", "photos_pending")],
    );

    expect(totalsByRw(packages)).toEqual([
      { area: "35.99.01.1001.001", planned: 3, confirmed: 1, onTheWay: 1, failed: 1, pending: 0 },
      { area: "35.99.01.1001.002", planned: 1, confirmed: 0, onTheWay: 0, failed: 0, pending: 1 },
    ]);
    const all = totalsOf(packages);
    expect(all.confirmed + all.onTheWay + all.failed + all.pending).toBe(all.planned);
  });
});

describe("a recipient is found", () => {
  const packages = packagesOf([allocation("a"), allocation("b", "pending", { recipient: { ...RECIPIENT, name: "Pak Budi", family_cards_masked: ["359901******9999"], nik_masked: null } })], []);
  const ids = (search: string) => foundPackages(packages, search, () => "RT 002, RW 001, Pasirjaya").map((each) => each.allocation.id);

  it("by words, by the last four digits, and by the whole number of a card", () => {
    expect(ids("sri kenanga")).toEqual(["a"]);
    expect(ids("budi PASIRJAYA")).toEqual(["b"]);
    expect(ids("9999")).toEqual(["b"]);
    expect(ids("0007")).toEqual(["a"]);
    expect(ids("3599010102031234")).toEqual(["a"]);
    expect(ids("3674010102031234")).toEqual([]);
    expect(ids("")).toEqual(["a", "b"]);
  });

  it("by what a camera read", () => {
    expect(numberIn("https://kk.example/3599010102031234?x=1")).toBe("3599010102031234");
    expect(numberIn("12345678901234567")).toBeUndefined();
  });
});
