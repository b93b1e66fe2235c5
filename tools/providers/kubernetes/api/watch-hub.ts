import { setTimeout as delay } from "node:timers/promises";
import type { PropertyMap } from "../../shared/property-value";
import { isPropertyMap } from "../../shared/property-value";
import { listAt, nameOf, stringAt, type Manifest } from "../object/manifest";
import { ApiError, isExpired, isForbidden, isNotFound } from "./api-error";
import type { Connection } from "./connection";

const watchSeconds = 300;
const pauseAfterFailureMs = 1000;
/** Objects are created one after another; a watch that the next one needs again is not worth closing at once. */
const lingerMs = 3000;

/** The objects of a collection as of now, and a call on each change. */
export interface Subscription {
  readonly objects: ReadonlyMap<string, Manifest>;
  /** When anything in the collection changed last, in milliseconds since the epoch; 0 before the first listing. */
  lastChange(name?: string): number;
  close(): void;
}

/** Watches collections, each of them once however many objects in it are waited for. */
export class WatchHub {
  private readonly watches = new Map<string, CollectionWatch>();

  constructor(private readonly connection: Connection) {}

  subscribe(collection: string, onChange: () => void): Subscription {
    let watch = this.watches.get(collection);
    if (watch === undefined) {
      watch = new CollectionWatch(this.connection, collection, () => this.watches.delete(collection));
      this.watches.set(collection, watch);
    }
    return watch.subscribe(onChange);
  }

  close(): void {
    for (const watch of this.watches.values()) watch.stop();
  }
}

class CollectionWatch {
  private readonly objects = new Map<string, Manifest>();
  private readonly changes = new Map<string, number>();
  private readonly listeners = new Set<() => void>();
  private readonly abort = new AbortController();
  private latestChange = 0;
  private lingering: NodeJS.Timeout | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly collection: string,
    private readonly onStop: () => void,
  ) {
    void this.run();
  }

  subscribe(onChange: () => void): Subscription {
    clearTimeout(this.lingering);
    this.listeners.add(onChange);
    return {
      objects: this.objects,
      lastChange: (name) => (name === undefined ? this.latestChange : (this.changes.get(name) ?? 0)),
      close: () => {
        this.listeners.delete(onChange);
        if (this.listeners.size > 0) return;
        this.lingering = setTimeout(() => {
          this.stop();
        }, lingerMs);
        this.lingering.unref();
      },
    };
  }

  stop(): void {
    this.onStop();
    this.abort.abort();
  }

  private async run(): Promise<void> {
    while (!this.abort.signal.aborted) {
      try {
        await this.follow(await this.list());
      } catch (error) {
        if (this.stopped()) return;
        if (isForbidden(error) || isNotFound(error)) {
          // Whoever may not list these objects waits without their help.
          this.notify();
          return;
        }
        if (!isExpired(error)) await delay(pauseAfterFailureMs);
      }
    }
  }

  private stopped(): boolean {
    return this.abort.signal.aborted;
  }

  private async list(): Promise<string> {
    const list = await this.connection.json({ path: this.collection, signal: this.abort.signal });
    const items = listAt(list, "items").filter(isPropertyMap);
    const names = new Set(items.map(nameOf));
    for (const item of items) this.put(item, list);
    for (const name of [...this.objects.keys()]) if (!names.has(name)) this.remove(name);
    this.latestChange = Date.now();
    this.notify();
    return stringAt(list, "metadata", "resourceVersion");
  }

  private async follow(from: string): Promise<void> {
    let resourceVersion = from;
    while (!this.abort.signal.aborted) {
      const query = {
        watch: "1",
        resourceVersion,
        allowWatchBookmarks: "true",
        timeoutSeconds: String(watchSeconds),
      };
      for await (const line of this.connection.lines({
        path: this.collection,
        query,
        signal: this.abort.signal,
      })) {
        const event = JSON.parse(line) as PropertyMap;
        const object = event["object"];
        if (!isPropertyMap(object)) continue;
        if (event["type"] === "ERROR")
          throw new ApiError(stringAt(object, "message"), Number(object["code"]), "");
        resourceVersion = stringAt(object, "metadata", "resourceVersion");
        if (event["type"] === "BOOKMARK") continue;
        if (event["type"] === "DELETED") this.remove(nameOf(object));
        else this.put(object);
        this.notify();
      }
    }
  }

  /** Lists leave out the type of their elements. */
  private put(object: Manifest, list?: PropertyMap): void {
    const name = nameOf(object);
    const known = this.objects.get(name);
    const version = stringAt(object, "metadata", "resourceVersion");
    if (known !== undefined && stringAt(known, "metadata", "resourceVersion") === version) return;
    const typed =
      list === undefined
        ? object
        : {
            apiVersion: stringAt(list, "apiVersion"),
            kind: stringAt(list, "kind").replace(/List$/, ""),
            ...object,
          };
    this.objects.set(name, typed);
    this.touch(name);
  }

  private remove(name: string): void {
    this.objects.delete(name);
    this.touch(name);
  }

  private touch(name: string): void {
    this.latestChange = Date.now();
    this.changes.set(name, this.latestChange);
  }

  private notify(): void {
    for (const listener of this.listeners) listener();
  }
}
