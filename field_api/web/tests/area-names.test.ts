/** Names of areas: asked for together, asked for once, and asked again only when the line was cut. */
import { beforeEach, expect, it, vi } from "vitest";
import { areaOf, useAreaNames } from "@/console/areas/area-names";
import { api } from "@/ground/api";
import type { Area } from "@/ground/areas";
import { Problem } from "@/ground/problems";

function answerOf(codes: readonly string[]) {
  const items = codes.filter((code) => code !== "99").map((code) => ({ code, name: `Area ${code}` }) as Area);
  return { data: { items, next: null }, response: new Response() };
}

const get = vi.spyOn(api, "GET");
type Given = { params: { query: { codes: string[] } } };
const questions = () => (get.mock.calls as unknown as [string, Given][]).map(([, given]) => given.params.query.codes);

beforeEach(() => {
  get.mockReset();
  get.mockImplementation(((_: string, given: Given) =>
    Promise.resolve(answerOf(given.params.query.codes))) as never);
});

it("the names of one page are one question, and each is asked for once", async () => {
  const found = await Promise.all(["35", "35.99", "35", "99"].map(areaOf));
  await areaOf("35.99");
  await areaOf("99");

  expect(found.map((area) => area?.name)).toEqual(["Area 35", "Area 35.99", "Area 35", undefined]);
  expect(questions()).toEqual([["35", "35.99", "99"]]);
});

it("more than a hundred are asked for in parts", async () => {
  await Promise.all(Array.from({ length: 130 }, (_, number) => areaOf(`36.${number}`)));

  expect(questions().map(({ length }) => length)).toEqual([100, 30]);
});

it("what a cut line took away is asked for again", async () => {
  get.mockRejectedValueOnce(Problem.local("offline"));

  expect(await areaOf("37")).toBeUndefined();
  expect((await areaOf("37"))?.name).toBe("Area 37");
});

it("a place is told with what it lies in up to its kelurahan, by the name that came with it where there is one", async () => {
  const { areaPlace } = useAreaNames();
  await Promise.all(["35.99.01.1001", "35.99.01.1001.001"].map(areaOf));

  expect(areaPlace("35.99.01.1001.001")).toBe("Area 35.99.01.1001.001, Area 35.99.01.1001");
  expect(areaPlace("35.99.01.1001.001", "RW 001")).toBe("RW 001, Area 35.99.01.1001");
  expect(areaPlace("35.99.01.1001", "Pasirjaya")).toBe("Pasirjaya");
  expect(areaPlace("")).toBe("");
});
