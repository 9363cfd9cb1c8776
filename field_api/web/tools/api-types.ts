/**
 * Writes src/ground/api.gen.ts from docs/openapi.json; with --check it only says whether the file is the one that
 * the document makes.
 *
 * What the server answers always has all of its members, though the document does not list them as required. So a
 * schema that only answers use is made wholly required here; a schema that somebody sends stays as it is written.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapi, { astToString, type OpenAPI3 } from "openapi-typescript";

const DOCUMENT = new URL("../../../docs/openapi.json", import.meta.url);
const TYPES = new URL("../src/ground/api.gen.ts", import.meta.url);
const REFERENCE = /"#\/components\/schemas\/([^"]+)"/g;

type Json = Record<string, unknown>;

function namesIn(part: unknown): string[] {
  return [...JSON.stringify(part ?? {}).matchAll(REFERENCE)].map((found) => found[1] ?? "");
}

/** Every schema that `start` reaches, itself through others. */
function reached(schemas: Record<string, Json>, start: string[]): Set<string> {
  const found = new Set<string>();
  const waiting = [...start];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    waiting.push(...namesIn(schemas[name]));
  }
  return found;
}

function requireWhatIsAnswered(document: { paths: Json; components: { schemas: Record<string, Json> } }): void {
  const { schemas } = document.components;
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item as Json)) as Json[];
  const sent = reached(schemas, operations.flatMap((operation) => namesIn(operation["requestBody"])));
  const answered = reached(schemas, operations.flatMap((operation) => namesIn(operation["responses"])));
  for (const name of answered) {
    const properties = schemas[name]?.["properties"];
    if (sent.has(name) || name.endsWith("Problem") || !properties) continue;
    schemas[name] = { ...schemas[name], required: Object.keys(properties as Json) };
  }
}

async function written(): Promise<string> {
  const document = JSON.parse(readFileSync(DOCUMENT, "utf8"));
  requireWhatIsAnswered(document);
  const nodes = await openapi(document as OpenAPI3, { defaultNonNullable: false, alphabetize: true });
  return `// Made from docs/openapi.json by \`npm run api\`; not written by hand.\n${astToString(nodes)}`;
}

const text = await written();
if (!process.argv.includes("--check")) {
  writeFileSync(TYPES, text);
} else if (readFileSync(TYPES, "utf8") !== text) {
  console.error(`${fileURLToPath(TYPES)} is not what docs/openapi.json makes: npm run api`);
  process.exit(1);
}
