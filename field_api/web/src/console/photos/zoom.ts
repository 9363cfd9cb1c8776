/** How a picture lies in its frame: enlarged by `scale`, its middle moved by x and y pixels of the frame. */
export interface View {
  scale: number;
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

export const WHOLE: View = { scale: 1, x: 0, y: 0 };
export const STEP = 1.5;
const MOST = 8;

/**
 * Nothing smaller than the whole picture, nothing beyond eight times, and never so far aside that an edge of the
 * picture comes into the frame.
 */
export function kept(view: View, frame: Size): View {
  const scale = Math.min(MOST, Math.max(1, view.scale));
  const farX = (frame.width * (scale - 1)) / 2;
  const farY = (frame.height * (scale - 1)) / 2;
  return { scale, x: between(view.x, farX), y: between(view.y, farY) };
}

/** Enlarges so that what lies under `at` (from the middle of the frame) stays where it is. */
export function zoomed(view: View, factor: number, frame: Size, at: Point = { x: 0, y: 0 }): View {
  const scale = Math.min(MOST, Math.max(1, view.scale * factor));
  const real = scale / view.scale;
  return kept({ scale, x: at.x - (at.x - view.x) * real, y: at.y - (at.y - view.y) * real }, frame);
}

export function moved(view: View, by: Point, frame: Size): View {
  return kept({ ...view, x: view.x + by.x, y: view.y + by.y }, frame);
}

/** Where two fingers are: their middle, and how far they are apart. */
export function pinch(one: Point, other: Point): { middle: Point; distance: number } {
  return {
    middle: { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 },
    distance: Math.hypot(one.x - other.x, one.y - other.y),
  };
}

function between(value: number, far: number): number {
  return Math.min(far, Math.max(-far, value));
}
