package one.imago.watermark.robust;

/** A geometry with how well it is supported; scores of one search compare, others do not. */
record Candidate(double score, Matrix2 matrix) {}
