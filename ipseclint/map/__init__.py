"""The address map: connections become a picture of the address space that they use.

plot.py      what a map needs of one connection
meet.py      which ranges of which connections really overlap
contests.py  how many overlaps there are, and whose addresses have two owners
hubs.py      connections by the gateway or VPC that they hang on
blocks.py    which part of the address space a picture shows
figure.py    what one picture shows: lanes, marks and the links between them
fold.py      which pictures are shown at all, and which lanes are only counted
layout.py    where everything stands, for a screen, a telephone or a terminal
svg.py  html.py  text.py"""
