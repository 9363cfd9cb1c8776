/** What counts as an answer of the server: a line that breaks, or a stranger's page, is none. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { send } from "@/ground/api";

const ORIGIN = "https://field.example";

beforeEach(() => vi.stubGlobal("location", new URL(ORIGIN)));
afterEach(() => vi.unstubAllGlobals());

function answering(body: BodyInit | null, status: number, headers: Record<string, string> = {}): void {
  vi.stubGlobal("fetch", async () => new Response(body, { status, headers }));
}

describe("an answer", () => {
  it.each([
    ["of the server", '{"complete":false}', 200, "application/json"],
    ["that has nothing to say", null, 204, ""],
  ])("%s is one", async (_, body, status, type) => {
    answering(body, status, type ? { "Content-Type": type } : {});

    expect((await send("/v1/me")).status).toBe(status);
  });

  it.each([200, 201, 404, 409, 500])("%i without a body was cut within its headers", async (status) => {
    answering(null, status, { "Content-Length": "3" });

    await expect(send("/v1/me")).rejects.toMatchObject({ code: "offline", isPassing: true, isOfTheLine: true });
  });

  it("is not the page with which a hotel asks for a login", async () => {
    answering("<html></html>", 200, { "Content-Type": "text/html; charset=utf-8" });

    await expect(send("/v1/me")).rejects.toMatchObject({ code: "not_understood", isPassing: true, isOfTheLine: false });
  });

  it("of a proxy that fails keeps its status", async () => {
    answering("<html></html>", 502, { "Content-Type": "text/html" });

    await expect(send("/v1/me")).rejects.toMatchObject({ code: "not_understood", status: 502 });
  });
});
