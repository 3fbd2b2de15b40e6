"""Takes the memory of GPU 0 but for so many MiB, says "taken", and holds it until it is ended.

usage: take-memory.py MIB_LEFT
"""

import sys
import time

import torch

left = int(sys.argv[1]) << 20
held = []
torch.zeros(1, device="cuda")
for size in (1 << 30, 1 << 26, 1 << 22):
    while torch.cuda.mem_get_info()[0] - size > left:
        held.append(torch.empty(size, dtype=torch.uint8, device="cuda"))
print("taken", flush=True)
time.sleep(600)
