import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { decodeMap, encodeMap, type PropertyMap } from "./property-value";

export function fromStruct(struct: Struct | undefined): PropertyMap {
  return struct === undefined ? {} : decodeMap(struct.toJavaScript());
}

export function toStruct(properties: PropertyMap): Struct {
  return Struct.fromJavaScript(encodeMap(properties) as Record<string, JavaScriptValue>);
}
