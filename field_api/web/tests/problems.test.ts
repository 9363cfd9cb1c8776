import { describe, expect, it } from "vitest";
import { asProblem, fieldOf, Problem, problemOf, rowOf } from "@/ground/problems";

const REFUSED = {
  status: 422,
  code: "invalid_shape",
  title: "The input is not valid",
  detail: "The payload does not have the right shape.",
  request_id: "4f",
  problems: [
    { pointer: "/answers/roof", code: "missing", detail: "Missing.", remedy: "Answer it." },
    { pointer: "row 12, nik", code: "nik_invalid", detail: "15 digits." },
  ],
};

describe("a problem", () => {
  it("names field and row of what is wrong", () => {
    const problem = problemOf(422, REFUSED);

    expect(problem.of("answers.roof")?.remedy).toBe("Answer it.");
    expect(problem.fields.map(fieldOf)).toEqual(["answers.roof", "nik"]);
    expect(problem.fields.map(rowOf)).toEqual([undefined, 12]);
  });

  it("keeps the members that only its code has", () => {
    expect(problemOf(429, { ...REFUSED, code: "too_many_requests", retry_after: 15 }).more["retry_after"]).toBe(15);
  });

  it("is one of its own when a proxy answered with a page", () => {
    expect(problemOf(502, null)).toMatchObject({ status: 502, code: "not_understood", isPassing: true });
  });

  it.each([
    [0, true],
    [408, true],
    [409, false],
    [413, false],
    [429, true],
    [503, true],
  ])("with status %i passes by itself: %s", (status, passes) => {
    expect(problemOf(status, REFUSED.problems).isPassing).toBe(passes);
  });

  it("is not what a mistake of ours becomes", () => {
    expect(asProblem(Problem.local("offline")).code).toBe("offline");
    expect(() => asProblem(new TypeError("x is undefined"))).toThrow(TypeError);
  });
});
