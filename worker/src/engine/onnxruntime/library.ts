/**
 * onnxruntime-node, told beforehand to be silent. Its builds for Linux and macOS (seen with 1.30.0 on Linux) report their sessions to Microsoft, and leave an
 * id of the machine in ~/.cache/Microsoft and a file of each process in /tmp, unless this variable says otherwise before the first session
 * (https://github.com/microsoft/onnxruntime/pull/27379). A value that the user has set stays.
 */
process.env.ORT_DISABLE_TELEMETRY ??= '1';
// Imports are evaluated first, but the native library reads the variable with its first session.
export { env, InferenceSession, Tensor } from 'onnxruntime-node';
