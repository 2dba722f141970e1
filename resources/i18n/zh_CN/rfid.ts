<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ui</name>
    <message>
        <source>Waits</source>
        <comment>for its tag</comment>
        <translation>待写入</translation>
    </message>
    <message>
        <source>Written</source>
        <comment>a tag</comment>
        <translation>已写入</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>Reader not connected</source>
        <translation>没有连上读写器</translation>
    </message>
    <message>
        <source>Nothing there</source>
        <translation>没有标签</translation>
    </message>
    <message>
        <source>Several tags</source>
        <translation>不止一张</translation>
    </message>
    <message>
        <source>One tag</source>
        <translation>一张标签</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>正在写入</translation>
    </message>
    <message>
        <source>Written and read back</source>
        <translation>已写入，读回核对无误</translation>
    </message>
    <message>
        <source>Thrown away before</source>
        <translation>已作废的标签</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>All done</source>
        <translation>全部完成</translation>
    </message>
    <message>
        <source>T&amp;ry again</source>
        <translation>再试一次(&amp;R)</translation>
    </message>
    <message>
        <source>Give it this &amp;tag instead</source>
        <translation>换成这张标签(&amp;T)</translation>
    </message>
    <message>
        <source>G&amp;o to that piece</source>
        <translation>去办那一件(&amp;O)</translation>
    </message>
    <message>
        <source>Pre&amp;vious</source>
        <translation>上一件(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Skip</source>
        <translation>跳过(&amp;S)</translation>
    </message>
    <message>
        <source>T&amp;hrow the tag away</source>
        <translation>标签作废(&amp;H)</translation>
    </message>
    <message>
        <source>Every piece had its turn</source>
        <translation>每一件都办过了</translation>
    </message>
    <message>
        <source>Piece {n} of {all}</source>
        <translation>第 {n} 件，共 {all} 件</translation>
    </message>
    <message>
        <source>Its tag will bear EPC {epc}</source>
        <translation>将写入 EPC {epc}</translation>
    </message>
    <message>
        <source>Or take this tag away and lay another one there: it goes on by itself.</source>
        <translation>也可以拿走这张，放上另一张，会自动继续。</translation>
    </message>
    <message>
        <source>Last: {name} {tag}
EPC {epc}
TID {tid}</source>
        <translation>上一件：{name} {tag}
EPC {epc}
TID {tid}</translation>
    </message>
    <message>
        <source>Lay its tag on the reader</source>
        <translation>请把这一件的标签放到读写器上</translation>
    </message>
    <message>
        <source>{n} tags lie there. Leave one.</source>
        <translation>读到 {n} 张标签，请只留一张</translation>
    </message>
    <message>
        <source>Leave it there</source>
        <translation>请放着别动</translation>
    </message>
    <message>
        <source>Leave it there, it is being written</source>
        <translation>正在写入，请放着别动</translation>
    </message>
    <message>
        <source>Stick it on its piece, and lay the next one there</source>
        <translation>请贴到实物上，再放下一张</translation>
    </message>
    <message>
        <source>This tag was thrown away. Take another one.</source>
        <translation>这张标签已作废，请换一张</translation>
    </message>
    <message>
        <source>Nothing is left to write</source>
        <translation>没有要写的了</translation>
    </message>
    <message>
        <source>Signal {n} dBm</source>
        <translation>信号 {n} dBm</translation>
    </message>
    <message>
        <source>Access pass&amp;word, 8 hexadecimal digits</source>
        <translation>访问密码(&amp;W)，8 位十六进制</translation>
    </message>
    <message>
        <source>Once &amp;more</source>
        <translation>再输一次(&amp;M)</translation>
    </message>
    <message>
        <source>Lock &amp;from now on</source>
        <translation>从现在起加锁(&amp;F)</translation>
    </message>
    <message>
        <source>Do &amp;not lock</source>
        <translation>不加锁(&amp;N)</translation>
    </message>
    <message>
        <source>Tags written from now on can be written again only with this password. It is not kept: note it where the office keeps its passwords. Nothing is locked for ever.</source>
        <translation>此后写入的标签，只有凭这个密码才能再次写入。程序不保存密码，请按单位的密码保管办法记下。不会永久锁定。</translation>
    </message>
    <message>
        <source>Lock the tags?</source>
        <translation>给标签加锁？</translation>
    </message>
    <message>
        <source>8 digits 0–9, A–F; not all zero</source>
        <translation>8 位，0–9、A–F，不能全为零</translation>
    </message>
    <message>
        <source>It differs from the first.</source>
        <translation>两次输入不一致。</translation>
    </message>
    <message>
        <source>all that is heard</source>
        <translation>全部读到的</translation>
    </message>
    <message>
        <source>the room</source>
        <translation>整个房间</translation>
    </message>
    <message>
        <source>the table</source>
        <translation>桌面上</translation>
    </message>
    <message>
        <source>near the antenna</source>
        <translation>天线附近</translation>
    </message>
    <message>
        <source>on the antenna</source>
        <translation>紧贴天线</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} 秒</translation>
    </message>
    <message>
        <source>On the list</source>
        <translation>已加入</translation>
    </message>
    <message>
        <source>Awaited</source>
        <comment>a tag</comment>
        <translation>待放入</translation>
    </message>
    <message>
        <source>In the tray</source>
        <translation>已放入</translation>
    </message>
    <message>
        <source>Foreign</source>
        <comment>a tag</comment>
        <translation>不在其列</translation>
    </message>
    <message>
        <source>Just taken away</source>
        <translation>刚拿走</translation>
    </message>
    <message>
        <source>Tags in the tray</source>
        <translation>托盘里的标签</translation>
    </message>
    <message>
        <source>RFID tray (Ctrl+T)</source>
        <translation>RFID 托盘 (Ctrl+T)</translation>
    </message>
    <message>
        <source>Signal and time (&amp;U)</source>
        <translation>信号和时间(&amp;U)</translation>
    </message>
    <message>
        <source>Close the tray (Esc)</source>
        <translation>收起托盘 (Esc)</translation>
    </message>
    <message>
        <source>RFID tray</source>
        <translation>RFID 托盘</translation>
    </message>
    <message>
        <source>Signal at least</source>
        <translation>信号至少</translation>
    </message>
    <message>
        <source>Still for</source>
        <translation>不变多久才算</translation>
    </message>
    <message>
        <source>No reader that hears a tray is set up</source>
        <translation>还没有设置可用于托盘的读写器</translation>
    </message>
    <message>
        <source>A serial or network reader is needed. A reader that types is used like a scanner.</source>
        <translation>托盘需要串口或网络读写器。模拟键盘的读写器和扫描枪一样用。</translation>
    </message>
    <message>
        <source>Set it up: Settings, RFID reader.</source>
        <translation>请到“设置 → RFID 读写器”设置。</translation>
    </message>
    <message>
        <source>It is tried again by itself.</source>
        <translation>会自动重新连接。</translation>
    </message>
    <message>
        <source>Stable</source>
        <translation>已稳定</translation>
    </message>
    <message>
        <source>Still changing</source>
        <translation>还在变化</translation>
    </message>
    <message>
        <source>{n} pieces</source>
        <translation>{n} 件</translation>
    </message>
    <message>
        <source>{n} of {all}</source>
        <translation>{n}/{all} 件</translation>
    </message>
    <message>
        <source>{n} awaited pieces have no tag: scan their labels</source>
        <translation>{n} 件还没有 RFID 标签，请扫条码</translation>
    </message>
    <message>
        <source>Lay the pieces before the reader.</source>
        <translation>请把实物放到读写器前。</translation>
    </message>
    <message>
        <source>Another tag with this piece's number</source>
        <translation>编号相同的另一张标签</translation>
    </message>
    <message>
        <source>Blank tag</source>
        <translation>空白标签</translation>
    </message>
    <message>
        <source>Tag number {tag}, not known here</source>
        <translation>标签号 {tag}，本仓没有记录</translation>
    </message>
    <message>
        <source>Bears no number of a piece</source>
        <translation>没有写过编号</translation>
    </message>
    <message>
        <source>Of another system: {scheme}, prefix {prefix}, number {number}</source>
        <translation>别的系统的：{scheme}，厂商代码 {prefix}，编号 {number}</translation>
    </message>
    <message>
        <source>Tag</source>
        <comment>RFID</comment>
        <translation>RFID 标签</translation>
    </message>
    <message>
        <source>Tag number</source>
        <translation>标签号</translation>
    </message>
    <message>
        <source>Asset name</source>
        <translation>资产名称</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>存放地点</translation>
    </message>
    <message>
        <source>Pieces whose tags are written</source>
        <translation>要写 RFID 标签的资产</translation>
    </message>
    <message>
        <source>For&amp;get the rest</source>
        <translation>清空列表(&amp;G)</translation>
    </message>
    <message>
        <source>Write RFID tags</source>
        <translation>写 RFID 标签</translation>
    </message>
    <message>
        <source>&amp;Back to the list</source>
        <translation>返回列表(&amp;B)</translation>
    </message>
    <message>
        <source>Rea&amp;der settings</source>
        <translation>读写器设置(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Print labels with tags</source>
        <translation>打印并写入标签(&amp;P)</translation>
    </message>
    <message>
        <source>No piece waits for a tag</source>
        <translation>没有要写标签的资产</translation>
    </message>
    <message>
        <source>Mark pieces in the inventory and press “RFID tags”, or write the tags of an intake from its notice.</source>
        <translation>在库存里选中资产，按“RFID 标签”；或在入库办完后的提示里按“RFID 标签”。</translation>
    </message>
    <message>
        <source>&amp;Lock tags…</source>
        <translation>标签加锁…(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Locking with a password</source>
        <translation>正在加密码锁(&amp;L)</translation>
    </message>
    <message>
        <source>{text} is not on this list</source>
        <translation>{text} 不在这个列表里</translation>
    </message>
    <message>
        <source>The label printer writes the tags here</source>
        <translation>这台电脑用标签打印机写 RFID 标签</translation>
    </message>
    <message>
        <source>It prints the label and writes the tag in it in one go, and reads it back.</source>
        <translation>打印标签的同时写入芯片，并读回核对。</translation>
    </message>
    <message>
        <source>No device that writes tags is set up</source>
        <translation>还没有设置能写标签的设备</translation>
    </message>
    <message>
        <source>A reader on a serial port, a network reader or an RFID label printer writes tags.</source>
        <translation>串口读写器、网络读写器、RFID 标签打印机都可以写。</translation>
    </message>
    <message>
        <source>{n} of {all} have their tag</source>
        <translation>{all} 件中 {n} 件已有 RFID 标签</translation>
    </message>
    <message>
        <source>, {n} skipped</source>
        <translation>，跳过 {n} 件</translation>
    </message>
    <message>
        <source>Tag of {name} written and read back</source>
        <translation>{name} 的 RFID 标签已写入，读回核对无误</translation>
    </message>
    <message>
        <source>It does not answer</source>
        <translation>没有反应</translation>
    </message>
    <message>
        <source>It cannot be written</source>
        <translation>写不进去</translation>
    </message>
    <message>
        <source>It is torn or bent</source>
        <translation>破损或弯折</translation>
    </message>
    <message>
        <source>It was written for the wrong piece</source>
        <translation>写成了别的资产</translation>
    </message>
    <message>
        <source>Throw this tag away. Why?</source>
        <translation>作废这张标签，原因是？</translation>
    </message>
    <message>
        <source>The old tag is lost</source>
        <translation>原标签丢失</translation>
    </message>
    <message>
        <source>The old tag does not answer</source>
        <translation>原标签没有反应</translation>
    </message>
    <message>
        <source>The old tag is torn or bent</source>
        <translation>原标签破损</translation>
    </message>
    <message>
        <source>The old tag was on the wrong piece</source>
        <translation>原标签贴错了</translation>
    </message>
    <message>
        <source>Another tag for this piece. Why?</source>
        <translation>给这一件换标签，原因是？</translation>
    </message>
</context>
</TS>
