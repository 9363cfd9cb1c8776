/** Small things of one user on this phone: the key of the device, the last position, a choice of the list. */
import { workOf } from "@/field/store/work";

export async function setting<Value>(userId: string, name: string): Promise<Value | undefined> {
  return (await (await workOf(userId)).get("settings", name)) as Value | undefined;
}

export async function keepSetting(userId: string, name: string, value: unknown): Promise<void> {
  await (await workOf(userId)).put("settings", value, name);
}
