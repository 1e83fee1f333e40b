# importing files
imports-reference = Reference
