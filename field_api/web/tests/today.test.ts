import { describe, expect, it } from "vitest";
import { found, inOrder, type Known, rowsOf } from "@/field/today/rows";

const HERE = { latitude_e7: -77_000_000, longitude_e7: 1_143_800_000 };
const at = (north: number) => ({ latitude_e7: HERE.latitude_e7 + north, longitude_e7: HERE.longitude_e7 });

function assignment(id: string, more: object = {}) {
  return { id, area_code: "35.99", due_on: null, return_reason: null, return_photo_kinds: [], household: { address: `Jalan ${id}`, ...at(1_000) }, ...more };
}
function allocation(id: string, more: object = {}) {
  return { id, area_code: "35.99", state: "pending", recipient: { name: `Ibu ${id}`, address: "Jalan 9", ...at(2_000) }, ...more };
}
function bundle(subjectId: string, state: string, more: object = {}) {
  return { id: `bundle-${subjectId}`, kind: "visit", subjectId, state, label: `Jalan ${subjectId}`, content: {}, ...more };
}
const rows = (known: object) => rowsOf({ assignments: [], allocations: [], bundles: [], ...known } as unknown as Known);

describe("the rows of today", () => {
  it("say what was begun, finished and refused, and leave out what the server has confirmed", () => {
    const states = ["draft", "ready", "photos_pending", "refused", "complete"];
    const known = { assignments: [assignment("none"), ...states.map((state) => assignment(state))], bundles: states.map((state) => bundle(state, state)) };

    expect(rows(known).map((row) => [row.id, row.state])).toEqual([
      ["none", "open"],
      ["draft", "draft"],
      ["ready", "waiting"],
      ["photos_pending", "waiting"],
      ["refused", "refused"],
    ]);
  });

  it("hold a draft whose assignment was taken back, and say so", () => {
    const [kept] = rows({ assignments: [assignment("a", { goneAt: "2026-11-22T01:00:00Z" })], bundles: [bundle("a", "draft")] });
    const [orphan] = rows({ bundles: [bundle("a", "draft")] });

    expect(kept).toMatchObject({ state: "draft", isGone: true });
    expect(orphan).toMatchObject({ title: "Jalan a", to: "/visits/bundle-a", isGone: true });
  });

  it("hold packages that nobody has handed over, there or here", () => {
    const known = {
      allocations: [allocation("a"), allocation("b", { state: "confirmed" }), allocation("c", { state: "failed" }), allocation("d"), allocation("e")],
      bundles: [
        bundle("d", "complete", { kind: "hand_over", content: { outcome: "delivered" } }),
        bundle("e", "complete", { kind: "hand_over", content: { outcome: "not_delivered" } }),
      ],
    };

    expect(rows(known).map((row) => [row.id, row.state])).toEqual([["a", "open"], ["c", "tried"], ["e", "tried"]]);
  });

  it("show the newest of two bundles of one assignment", () => {
    const known = { assignments: [assignment("a")], bundles: [bundle("a", "draft", { id: "2" }), bundle("a", "complete", { id: "1" })] };

    expect(rows(known)).toMatchObject([{ state: "draft", bundleId: "2" }]);
  });
});

describe("their order", () => {
  const known = {
    assignments: [
      assignment("far", { household: { address: "Jalan 1", ...at(9_000) } }),
      assignment("near", { household: { address: "Jalan 2", ...at(100) } }),
      assignment("nowhere", { household: { address: "Jalan 0", latitude_e7: null, longitude_e7: null } }),
      assignment("returned", { return_reason: "Foto buram", household: { address: "Jalan 3", ...at(99_000) } }),
      assignment("sent", { household: { address: "Jalan 4", ...at(1) } }),
    ],
    bundles: [bundle("sent", "ready")],
  };

  it("is: sent back, then the nearest, then without place, then what waits to be sent", () => {
    expect(inOrder(rows(known), HERE).map((row) => row.id)).toEqual(["returned", "near", "far", "nowhere", "sent"]);
    expect(inOrder(rows(known), HERE)[1]?.metres).toBeCloseTo(1.1, 1);
  });

  it("is by address when nobody knows where we are", () => {
    expect(inOrder(rows(known), undefined).map((row) => row.id)).toEqual(["returned", "nowhere", "far", "near", "sent"]);
  });
});

it("a search finds every word in title, detail, area and reason", () => {
  const all = rows({ assignments: [assignment("Kenanga 4"), assignment("Kenanga 5", { return_reason: "Foto buram" })], allocations: [allocation("Sri")] });

  expect(found(all, "kenanga", String).length).toBe(2);
  expect(found(all, "BURAM kenanga", String).map((row) => row.id)).toEqual(["Kenanga 5"]);
  expect(found(all, "ibu sri", String).length).toBe(1);
  expect(found(all, " ", String).length).toBe(3);
});
