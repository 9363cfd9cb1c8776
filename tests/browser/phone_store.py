"""What lies in the phone, past the pages: read out of IndexedDB, and finished visits laid into it.

Walking through a hundred visits by hand takes an hour, so visits are laid into the store as the pages leave them: the
content word for word, its hash, and the photos under theirs.
"""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

OPEN = """
  const named = (await indexedDB.databases()).map(each => each.name).filter(name => name.startsWith('field-work-'));
  const opened = name => new Promise((done, fail) => {
    const asked = indexedDB.open(name);
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  const told = asked => new Promise((done, fail) => {
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
"""
READ = f"""async () => {{
  {OPEN}
  const known = (await indexedDB.databases()).map(each => each.name);
  const wordsOf = async user => {{
    // Opened by us first, it would have no store.
    if (!known.includes('field-last-words-' + user)) return [];
    const db = await opened('field-last-words-' + user);
    const words = await told(db.transaction('words').objectStore('words').getAll());
    db.close();
    return words;
  }};
  const found = [];
  for (const name of named) {{
    const db = await opened(name);
    const bundles = await told(db.transaction('bundles').objectStore('bundles').getAll());
    const photos = await told(db.transaction('photos').objectStore('photos').getAllKeys());
    const user = name.replace('field-work-', '');
    found.push({{ user, bundles, photos, words: await wordsOf(user) }});
    db.close();
  }}
  return found;
}}"""
LAY = f"""async ([user, count, photosEach, bytes, exifBytes]) => {{
  {OPEN}
  const hex = async data => Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', data)))
    .map(byte => byte.toString(16).padStart(2, '0')).join('');
  const canonical = value => Array.isArray(value) ? '[' + value.map(canonical).join(',') + ']'
    : value !== null && typeof value === 'object'
      ? '{{' + Object.keys(value).sort().map(key => JSON.stringify(key) + ':' + canonical(value[key])).join(',') + '}}'
      : JSON.stringify(value);
  const db = await opened('field-work-' + user);
  const taken = new Set((await told(db.transaction('bundles').objectStore('bundles').getAll())).map(each => each.subjectId));
  const open = (await told(db.transaction('assignments').objectStore('assignments').getAll()))
    .filter(each => !taken.has(each.id) && each.returns_visit_id === null);
  const laid = [];
  for (const assignment of open.slice(0, count)) {{
    const now = new Date();
    const random = crypto.getRandomValues(new Uint8Array(10));
    const tail = Array.from(random, byte => byte.toString(16).padStart(2, '0')).join('');
    const time = now.getTime().toString(16).padStart(12, '0');
    const id = `${{time.slice(0, 8)}}-${{time.slice(8)}}-7${{tail.slice(0, 3)}}-8${{tail.slice(3, 6)}}-${{tail.slice(6, 18)}}`;
    const captures = [], photos = [];
    for (let number = 0; number < photosEach; number++) {{
      const data = new Uint8Array(bytes);
      for (let at = 0; at < bytes; at += 65536) crypto.getRandomValues(data.subarray(at, Math.min(at + 65536, bytes)));
      const sha256 = await hex(data);
      const exif = btoa(String.fromCharCode(...data.subarray(0, exifBytes)));
      const envelope = exifBytes > 0 ? {{ envelope: {{ v: 1, sha256, original_exif: exif }} }} : {{}};
      captures.push({{ sha256, size: bytes, kind: 'surroundings', taken_at: now.toISOString(), ...envelope }});
      photos.push({{ bundleId: id, sha256, blob: new Blob([data], {{ type: 'image/jpeg' }}) }});
    }}
    const content = {{
      household_id: assignment.household_id, assignment_id: assignment.id, outcome: 'not_at_home', note: 'Rumah terkunci.',
      instruments: [{{ code: assignment.instrument_code, version: assignment.instrument_version }}],
      position: {{ latitude_e7: -77000000, longitude_e7: 1143800000, accuracy_mm: 8000 }},
    }};
    const times = {{ started_at: now.toISOString(), finished_at: now.toISOString() }};
    const text = canonical({{ ...content, ...times, photos: captures, channel: 'field_app', app_version: '1' }});
    // The record of a finished visit leaves its envelopes to the payload.
    const known = captures.map(({{ envelope, ...each }}) => ({{ ...each, sentBytes: 0, stored: false }}));
    const bundle = {{
      id, kind: 'visit', subjectId: assignment.id, householdId: assignment.household_id, state: 'ready', step: 'summary',
      label: assignment.household.address, content, captures: known,
      startedAt: times.started_at, changedAt: times.finished_at, finishedAt: times.finished_at,
      contentSha256: await hex(new TextEncoder().encode(text)),
    }};
    const writing = db.transaction(['bundles', 'payloads', 'photos'], 'readwrite');
    writing.objectStore('bundles').put(bundle);
    writing.objectStore('payloads').put({{ id, text }});
    for (const photo of photos) writing.objectStore('photos').put(photo);
    await new Promise((done, fail) => {{ writing.oncomplete = done; writing.onerror = () => fail(writing.error); }});
    laid.push({{ id, assignment: assignment.id, hashes: captures.map(each => each.sha256) }});
  }}
  db.close();
  new BroadcastChannel('field-work').postMessage({{ userId: user, what: 'laid' }});
  return laid;
}}"""


@dataclass(frozen=True)
class LaidVisit:
    """A finished visit in the phone: its id, its assignment, and the hashes of its photos."""

    visit_id: str
    assignment_id: str
    hashes: list[str]


def stores_of(page: Page) -> dict[str, dict[str, Any]]:
    """By user id: all bundles, the keys [bundle, sha256] of the photos that lie in the phone, and last words of pages."""
    return {each["user"]: each for each in page.evaluate(READ)}


def bundles_of(page: Page, user_id: str) -> dict[str, dict[str, Any]]:
    """The bundles of one user by id."""
    return {bundle["id"]: bundle for bundle in stores_of(page)[user_id]["bundles"]}


def lay_visits(
    page: Page, user_id: str, count: int, *, photos: int = 3, size: int = 200_000, exif: int = 0
) -> list[LaidVisit]:
    """Lay finished visits of open assignments into the phone, each with photos of random bytes.

    With `exif` each photo has an envelope that holds so many bytes of the camera's, small pictures mostly.
    """
    laid = [
        LaidVisit(each["id"], each["assignment"], each["hashes"])
        for each in page.evaluate(LAY, [user_id, count, photos, size, exif])
    ]
    assert len(laid) == count, "the phone knows too few open assignments"
    return laid
