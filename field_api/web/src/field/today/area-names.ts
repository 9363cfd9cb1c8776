/** "RT 002, RW 001, Contoh Baru" instead of a code that nobody knows by heart, from what was fetched. */
import { onBeforeUnmount, shallowRef } from "vue";
import { areaNames } from "@/field/store/areas";
import { watchBundles } from "@/field/store/watch";
import { useUserId } from "@/field/store/work";
import { placeLineOf } from "@/ground/areas";

export function useAreaPlaces() {
  const userId = useUserId();
  const names = shallowRef(new Map<string, string>());
  const read = async () => (names.value = await areaNames(userId));
  onBeforeUnmount(watchBundles(userId, (what) => void (what === "pull" && read())));
  void read();

  /** The code as long as its name is not known here. */
  function areaPlace(code: string): string {
    const known = placeLineOf(code).map((each) => names.value.get(each));
    return known.at(-1) === undefined ? code : known.filter(Boolean).reverse().join(", ");
  }

  return { areaPlace };
}
