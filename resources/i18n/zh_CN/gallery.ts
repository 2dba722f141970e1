<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ui</name>
    <message>
        <source>Not now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Hand out</source>
        <translation>办理借出(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Import a ledger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Void the label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand &amp;out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take &amp;back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E&amp;xtend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Print the slip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Two copies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Serial number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A serial number has no letter O here. Did you mean 12045?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Borrower</source>
        <translation>借用人(&amp;B)</translation>
    </message>
    <message>
        <source>Name, pinyin initials or card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Warehouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Due date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Si&amp;te</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not&amp;e</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the next person should know</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>412 pieces imported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three rows were left out; they are saved with their reasons.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The line is down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand-outs of this site's property go on; the rest waits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed. Free some space and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A newer ledger is here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has 20 more rows than the one imported in May.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two pieces handed out to {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing the ledger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No vehicles yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cars of the pool stand here with their papers, keys and journeys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the &amp;first car</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inventory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Borrower</source>
        <translation>借用人</translation>
    </message>
    <message>
        <source>Due date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Property</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warehouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Original value (yuan)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handed out</source>
        <translation>借出</translation>
    </message>
    <message>
        <source>Taken in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Buttons and choices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scanning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting and beginning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables and details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Icons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clerk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ta&amp;ke in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loan desk</source>
        <translation>借用台</translation>
    </message>
    <message>
        <source>Vehicle pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Borrower: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Due in 30 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handed out, slip line 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept by Qufu; this site cannot lend it. Ask for a transfer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for transfer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No tag, card or serial number is like this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reserved for 李䶮 until 1 December.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each state of each part</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
