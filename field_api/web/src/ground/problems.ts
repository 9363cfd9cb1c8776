/** What went wrong, as the API says it (RFC 9457) and as the pages show it. */

export interface FieldProblem {
  /** JSON pointer into what was sent, or "row 12, nik" for a file. */
  pointer: string;
  code: string;
  detail: string;
  remedy?: string;
}

interface ProblemDocument {
  status: number;
  code: string;
  title: string;
  detail: string;
  request_id: string | null;
  problems?: FieldProblem[];
}

const ROW = /^row (\d+)(?:, (.+))?$/;

/** Codes that are made here and not by the server: it was not reached, said nothing that we understand, or we failed. */
export type LocalCode = "offline" | "timeout" | "not_understood" | "app_failed";

export class Problem extends Error {
  readonly status: number;
  /** Stable; the words for it are `problem.<code>`. */
  readonly code: string;
  readonly detail: string;
  readonly requestId: string | null;
  readonly fields: readonly FieldProblem[];
  /** Members that only this code has, such as `retry_after` in seconds. */
  readonly more: Readonly<Record<string, unknown>>;

  constructor(document: ProblemDocument & Record<string, unknown>) {
    super(`${document.code}: ${document.detail}`);
    this.name = "Problem";
    this.status = document.status;
    this.code = document.code;
    this.detail = document.detail;
    this.requestId = document.request_id;
    this.fields = document.problems ?? [];
    this.more = document;
  }

  static local(code: LocalCode): Problem {
    return new Problem({ status: 0, code, title: "", detail: "", request_id: null });
  }

  /** The problem with one field of a form: `problem.of("password")`. */
  of(field: string): FieldProblem | undefined {
    return this.fields.find((each) => fieldOf(each) === field);
  }

  /** Whether the server was not reached, or not in time. */
  get isOfTheLine(): boolean {
    return this.code === "offline" || this.code === "timeout";
  }

  /** Whether the same request may succeed later without anybody changing it. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/** The field that a problem is about, in dots: "/answers/roof" and "row 12, nik" become "answers.roof" and "nik". */
export function fieldOf(problem: FieldProblem): string {
  const row = ROW.exec(problem.pointer);
  return row ? (row[2] ?? "") : problem.pointer.replace(/^\//, "").replaceAll("/", ".");
}

/** The row of a file that a problem is about, or undefined. */
export function rowOf(problem: FieldProblem): number | undefined {
  const row = ROW.exec(problem.pointer);
  return row ? Number(row[1]) : undefined;
}

/** The problem that an answer states; an answer that is no problem document is a problem of its own. */
export function problemOf(status: number, body: unknown): Problem {
  if (typeof body === "object" && body !== null && "code" in body && "detail" in body) {
    return new Problem(body as ProblemDocument & Record<string, unknown>);
  }
  return new Problem({ status, code: "not_understood", title: "", detail: "", request_id: null });
}

/** Turns whatever a failing call threw into a Problem; anything else is a mistake of ours and is thrown on. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  throw error;
}
