import { parse } from "protobufjs";

/** The messages of an ONNX file as far as this program writes them, with ONNX's own field numbers. */
const schema = `
syntax = "proto2";
message Entry { optional string key = 1; optional string value = 2; }
message OperatorSet { optional string domain = 1; optional int64 version = 2; }
message Tensor {
  repeated int64 dims = 1;
  optional int32 data_type = 2;
  optional string name = 8;
  optional bytes raw_data = 9;
  repeated Entry external_data = 13;
  optional int32 data_location = 14;
}
message Dimension { optional int64 dim_value = 1; optional string dim_param = 2; }
message TensorShape { repeated Dimension dim = 1; }
message TensorType { optional int32 elem_type = 1; optional TensorShape shape = 2; }
message Type { optional TensorType tensor_type = 1; }
message ValueInfo { optional string name = 1; optional Type type = 2; }
message Attribute {
  optional string name = 1;
  optional float f = 2;
  optional int64 i = 3;
  optional bytes s = 4;
  optional Graph g = 6;
  repeated int64 ints = 8;
  optional int32 type = 20;
}
message Node {
  repeated string input = 1;
  repeated string output = 2;
  optional string name = 3;
  optional string op_type = 4;
  repeated Attribute attribute = 5;
}
message Graph {
  repeated Node node = 1;
  optional string name = 2;
  repeated Tensor initializer = 5;
  repeated ValueInfo input = 11;
  repeated ValueInfo output = 12;
}
message Model {
  optional int64 ir_version = 1;
  optional string producer_name = 2;
  optional Graph graph = 7;
  repeated OperatorSet opset_import = 8;
}`;

/** protobufjs' ModelProto. */
export const modelMessage = parse(schema).root.lookupType("Model");

/** ONNX's numbers for element types, attribute kinds and the place of a tensor's data. */
export const onnxElementType = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, bool: 9 } as const;
export const onnxAttributeType = { float: 1, int: 2, string: 3, ints: 7 } as const;
export const onnxExternalData = 1;

export interface OnnxTensor {
  name?: string;
  dims?: number[];
  dataType?: number;
  rawData?: Uint8Array;
  externalData?: { key?: string; value?: string }[];
  dataLocation?: number;
}

interface OnnxDimension {
  dimValue?: number;
  dimParam?: string;
}

export interface OnnxValueInfo {
  name?: string;
  type?: { tensorType?: { elemType?: number; shape?: { dim?: OnnxDimension[] } } };
}

export interface OnnxAttribute {
  name?: string;
  type?: number;
  f?: number;
  i?: number;
  s?: Uint8Array;
  ints?: number[];
  g?: OnnxGraph;
}

export interface OnnxNode {
  name?: string;
  opType?: string;
  input?: string[];
  output?: string[];
  attribute?: OnnxAttribute[];
}

export interface OnnxGraph {
  name?: string;
  node?: OnnxNode[];
  initializer?: OnnxTensor[];
  input?: OnnxValueInfo[];
  output?: OnnxValueInfo[];
}

export interface OnnxModel {
  irVersion?: number;
  producerName?: string;
  graph?: OnnxGraph;
  opsetImport?: { domain?: string; version?: number }[];
}

export function encodeOnnxModel(model: OnnxModel): Uint8Array {
  return modelMessage.encode(model).finish();
}
