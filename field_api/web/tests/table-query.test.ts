import { describe, expect, it } from "vitest";
import { readQuery, sorted, writeQuery } from "@/ui/table-query";

const FILTERS = ["state", "area"];

describe("the query of a table", () => {
  it("is the same after it was written into the address", () => {
    const query = { search: "siti", filters: { state: "returned" }, sort: { column: "opened", isDescending: true }, cursor: "abc" };

    expect(readQuery(writeQuery({}, query, FILTERS) as Record<string, string>, FILTERS)).toEqual(query);
  });

  it("leaves alone what belongs to somebody else", () => {
    expect(writeQuery({ tab: "photos", q: "old" }, { search: "", filters: { area: "" } }, FILTERS)).toEqual({ tab: "photos" });
  });

  it("takes the first of several values", () => {
    expect(readQuery({ state: ["returned", "accepted"], other: "x" }, FILTERS)).toEqual({ search: "", filters: { state: "returned" } });
  });
});

describe("sorted rows", () => {
  const rows = [{ name: "RW 10", size: 2 }, { name: "RW 2", size: 2 }, { name: "RW 1", size: 1 }];

  it("are ordered by the numbers in their names", () => {
    expect(sorted(rows, (row) => row.name, false).map((row) => row.name)).toEqual(["RW 1", "RW 2", "RW 10"]);
  });

  it("stay in the order of the server where they are equal", () => {
    expect(sorted(rows, (row) => row.size, true).map((row) => row.name)).toEqual(["RW 10", "RW 2", "RW 1"]);
  });
});
